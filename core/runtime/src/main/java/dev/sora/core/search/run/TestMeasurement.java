// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The metrics of a trial on the test data.
 *
 * @param trial the number of the trial
 * @param epochs the number of epochs after which it was measured
 * @param data the identity of the test data
 * @param metrics the metrics by output and name
 */
record TestMeasurement(
        int trial, int epochs, String data, Map<String, Map<String, Double>> metrics) {

    /** Reads metrics that a journal holds. */
    static TestMeasurement of(int trial, int epochs, String data, Map<?, ?> tree) {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        tree.forEach(
                (output, values) -> {
                    Map<String, Double> named = new LinkedHashMap<>();
                    ((Map<?, ?>) values)
                            .forEach((name, value) -> named.put((String) name, (Double) value));
                    metrics.put((String) output, named);
                });
        return new TestMeasurement(trial, epochs, Objects.requireNonNull(data), metrics);
    }

    /** Returns whether all metrics are numbers, which a journal can hold. */
    boolean isFinite() {
        return metrics.values().stream()
                .flatMap(values -> values.values().stream())
                .allMatch(Double::isFinite);
    }
}
