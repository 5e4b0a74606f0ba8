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
 * The result of a metric: one number, numbers by class, or a table of counts.
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

    /** Returns one number, with a note for the reader. */
    static MetricResult of(double value, Optional<String> note) {
        return new Number(value, note);
    }

    /** Returns a number for each class, by its name, and their average. */
    static MetricResult byClass(double value, Map<String, Double> classes) {
        return byClass(value, classes, Optional.empty());
    }

    /** Returns a number for each class and their average, with a note for the reader. */
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

    /** Returns a table of counts, with a note for the reader, for example why it is empty. */
    static MetricResult table(List<String> labels, long[][] counts, Optional<String> note) {
        return new Table(labels, counts, note);
    }

    /**
     * Returns a note that is shown beside the value: why it is not defined, or the convention that
     * it follows.
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
     * @param note a note that is shown beside the value
     */
    record Number(double value, Optional<String> note) implements MetricResult {
        /** Checks that the note is not {@code null}. */
        public Number {
            Objects.requireNonNull(note, "note");
        }

        /** Creates a number without a note. */
        public Number(double value) {
            this(value, Optional.empty());
        }
    }

    /**
     * A number for each class, and their average.
     *
     * @param value the average
     * @param classes the number of each class, by its name
     * @param note a note that is shown beside the values
     */
    record ByClass(double value, Map<String, Double> classes, Optional<String> note)
            implements MetricResult {
        /** Copies the map, keeping its order. */
        public ByClass {
            classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
            Objects.requireNonNull(note, "note");
        }

        /** Creates numbers without a note. */
        public ByClass(double value, Map<String, Double> classes) {
            this(value, classes, Optional.empty());
        }
    }

    /**
     * A table of counts. It has no single value, so it cannot be monitored and is not in the file
     * of metrics.
     *
     * @param labels the names of rows and columns
     * @param counts {@code counts[actual][predicted]}
     * @param note a note that is shown beside the table
     */
    record Table(List<String> labels, long[][] counts, Optional<String> note)
            implements MetricResult {
        /** Copies the labels. */
        public Table {
            labels = List.copyOf(labels);
            Objects.requireNonNull(note, "note");
        }

        /** Creates a table without a note. */
        public Table(List<String> labels, long[][] counts) {
            this(labels, counts, Optional.empty());
        }
    }
}
