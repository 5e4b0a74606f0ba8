// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a tree from a file into metrics: part, output, metric, value. */
final class MetricsTree {

    private MetricsTree() {}

    static Map<String, Map<String, Map<String, Double>>> read(
            Map<String, Object> tree, String where) {
        Map<String, Map<String, Map<String, Double>>> metrics = new LinkedHashMap<>();
        tree.forEach(
                (part, outputs) -> {
                    Map<String, Map<String, Double>> byOutput = new LinkedHashMap<>();
                    map(outputs, where)
                            .forEach(
                                    (output, figures) ->
                                            byOutput.put(
                                                    String.valueOf(output),
                                                    figures(figures, where)));
                    metrics.put(part, byOutput);
                });
        return metrics;
    }

    /** Reads names and numbers; {@code null} is the word that JSON has for NaN. */
    static Map<String, Double> figures(@Nullable Object value, String where) {
        Map<String, Double> figures = new LinkedHashMap<>();
        map(value, where)
                .forEach(
                        (name, number) -> figures.put(String.valueOf(name), number(number, where)));
        return figures;
    }

    static double number(@Nullable Object value, String where) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw ReadProblems.malformed(where, "a number was expected");
    }

    private static Map<?, ?> map(@Nullable Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw ReadProblems.malformed(where, "an object was expected");
    }
}
