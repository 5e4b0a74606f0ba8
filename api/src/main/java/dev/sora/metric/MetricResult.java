// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The value of a metric.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface MetricResult {

    /**
     * Returns the result of a metric that is not defined for the data.
     *
     * @param reason why, as the rest of a sentence that starts with the metric's name: {@code "is
     *     not defined: all records are of the class 'a'"}
     * @since 1.2
     */
    static MetricResult undefined(String reason) {
        return new Number(Double.NaN, Optional.of(reason));
    }

    /** Returns one number; NaN where the metric is not defined for the data. */
    static MetricResult of(double value) {
        return new Number(value, Optional.empty());
    }

    /** Returns one number, with what a reader of it must know. */
    static MetricResult of(double value, Optional<String> note) {
        return new Number(value, note);
    }

    /** Returns a number for each class, by its name, and their average. */
    static MetricResult byClass(double value, Map<String, Double> classes) {
        return byClass(value, classes, Optional.empty());
    }

    /** Returns a number for each class and their average, with what a reader must know. */
    static MetricResult byClass(double value, Map<String, Double> classes, Optional<String> note) {
        return new ByClass(value, classes, note);
    }

    /**
     * Returns a table of counts.
     *
     * @param labels the names of rows and columns
     * @param counts {@code counts[actual][predicted]}
     */
    static MetricResult table(List<String> labels, long[][] counts) {
        return table(labels, counts, Optional.empty());
    }

    /** Returns a table of counts, with what a reader must know: why it is empty, say. */
    static MetricResult table(List<String> labels, long[][] counts, Optional<String> note) {
        return new Table(labels, counts, note);
    }

    /**
     * Returns what a reader of the value must know: why it is not defined, or by which convention
     * it is what it is. It is shown beside the value.
     *
     * @since 1.2
     */
    default Optional<String> note() {
        return Optional.empty();
    }

    /**
     * One number.
     *
     * @param value the number; NaN where the metric is not defined for the data
     * @param note what a reader of the value must know
     */
    record Number(double value, Optional<String> note) implements MetricResult {
        /** Checks that the note is present or empty. */
        public Number {
            Objects.requireNonNull(note, "note");
        }

        /** Creates a number that needs no note. */
        public Number(double value) {
            this(value, Optional.empty());
        }
    }

    /**
     * A number for each class, and their average.
     *
     * @param value the average
     * @param classes the number of each class, by its name
     * @param note what a reader of the values must know
     */
    record ByClass(double value, Map<String, Double> classes, Optional<String> note)
            implements MetricResult {
        /** Copies the map, keeping its order. */
        public ByClass {
            classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
            Objects.requireNonNull(note, "note");
        }

        /** Creates numbers that need no note. */
        public ByClass(double value, Map<String, Double> classes) {
            this(value, classes, Optional.empty());
        }
    }

    /**
     * A table of counts; it has no single value, so it is no monitor and not in the metrics' file.
     *
     * @param labels the names of rows and columns
     * @param counts {@code counts[actual][predicted]}
     * @param note what a reader of the counts must know
     */
    record Table(List<String> labels, long[][] counts, Optional<String> note)
            implements MetricResult {
        /** Copies the labels. */
        public Table {
            labels = List.copyOf(labels);
            Objects.requireNonNull(note, "note");
        }

        /** Creates a table that needs no note. */
        public Table(List<String> labels, long[][] counts) {
            this(labels, counts, Optional.empty());
        }
    }
}
