// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The value of a metric.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface MetricResult {

    /**
     * One number.
     *
     * @param value the number; NaN where the metric is not defined for the data
     */
    record Number(double value) implements MetricResult {}

    /**
     * A number for each class, and their average.
     *
     * @param value the average
     * @param classes the number of each class, by its name
     */
    record ByClass(double value, Map<String, Double> classes) implements MetricResult {
        /** Copies the map, keeping its order. */
        public ByClass {
            classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        }
    }

    /**
     * A table of counts; it has no single value, so it is no monitor and not in the metrics' file.
     *
     * @param labels the names of rows and columns
     * @param counts {@code counts[actual][predicted]}
     */
    record Table(List<String> labels, long[][] counts) implements MetricResult {
        /** Copies the labels. */
        public Table {
            labels = List.copyOf(labels);
        }
    }
}
