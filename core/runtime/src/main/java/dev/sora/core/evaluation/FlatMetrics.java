// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.metric.MetricResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Converts metric results to the flat, named numbers of histories and monitors. */
public final class FlatMetrics {

    private FlatMetrics() {}

    /** Returns the number of a result; empty for a table. */
    public static OptionalDouble value(MetricResult result) {
        if (result instanceof MetricResult.Number number) {
            return OptionalDouble.of(number.value());
        }
        if (result instanceof MetricResult.ByClass byClass) {
            return OptionalDouble.of(byClass.value());
        }
        return OptionalDouble.empty();
    }

    /** Returns the numbers of all outputs and metrics. */
    public static Map<String, Map<String, Double>> numbers(
            Map<String, Map<String, MetricResult>> results) {
        Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
        results.forEach(
                (output, metrics) -> {
                    Map<String, Double> values = new LinkedHashMap<>();
                    metrics.forEach(
                            (metric, result) ->
                                    value(result).ifPresent(v -> values.put(metric, v)));
                    numbers.put(output, values);
                });
        return numbers;
    }

    /**
     * Returns the notes of all outputs and metrics that have one; outputs without notes are left
     * out.
     */
    public static Map<String, Map<String, String>> notes(
            Map<String, Map<String, MetricResult>> results) {
        Map<String, Map<String, String>> notes = new LinkedHashMap<>();
        results.forEach(
                (output, metrics) ->
                        metrics.forEach(
                                (metric, result) ->
                                        result.note()
                                                .ifPresent(
                                                        note ->
                                                                notes.computeIfAbsent(
                                                                                output,
                                                                                o ->
                                                                                        new LinkedHashMap<>())
                                                                        .put(metric, note))));
        return notes;
    }

    /**
     * Returns the numbers under the names of monitors: {@code accuracy}, or {@code digit.accuracy}
     * in a pipeline with several outputs, and the {@code loss} over all outputs.
     */
    public static Map<String, Double> flatten(
            Plan plan, Map<String, Map<String, MetricResult>> results) {
        boolean single = results.size() == 1;
        Map<String, Double> figures = new LinkedHashMap<>();
        if (!single) {
            figures.put("loss", totalLoss(plan, results));
        }
        numbers(results)
                .forEach(
                        (output, values) ->
                                values.forEach(
                                        (metric, value) ->
                                                figures.put(
                                                        single ? metric : output + "." + metric,
                                                        value)));
        return figures;
    }

    private static double totalLoss(Plan plan, Map<String, Map<String, MetricResult>> results) {
        return plan.nodes(Node.Output.class).stream()
                .mapToDouble(
                        output ->
                                output.lossWeight()
                                        * value(results.get(output.name()).get("loss"))
                                                .orElse(Double.NaN))
                .sum();
    }
}
