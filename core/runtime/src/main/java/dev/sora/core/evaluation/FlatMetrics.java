// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.metric.MetricResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Converts metric results to the flat, named numbers of histories and monitors. */
public final class FlatMetrics {

    private FlatMetrics() {}

    /** Returns the number of a result; empty for a table. */
    public static Optional<Double> value(MetricResult result) {
        if (result instanceof MetricResult.Number number) {
            return Optional.of(number.value());
        }
        return result instanceof MetricResult.ByClass byClass
                ? Optional.of(byClass.value())
                : Optional.empty();
    }

    /** Returns the numbers of all results that have one. */
    public static Metrics<Double> numbers(Metrics<MetricResult> results) {
        return results.map(FlatMetrics::value);
    }

    /**
     * Returns the numbers of one split under the names of monitors: {@code accuracy}, or {@code
     * digit.accuracy} in a pipeline with several outputs, and the {@code loss} over all outputs.
     */
    public static Map<String, Double> flatten(Plan plan, Metrics<MetricResult> results) {
        boolean single = results.outputs().size() == 1;
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (!single) {
            metrics.put("loss", totalLoss(plan, results));
        }
        numbers(results)
                .forEach(
                        (key, value) ->
                                metrics.put(
                                        single ? key.metric() : key.output() + "." + key.metric(),
                                        value));
        return metrics;
    }

    private static double totalLoss(Plan plan, Metrics<MetricResult> results) {
        Map<String, Double> losses = new HashMap<>();
        numbers(results)
                .forEach(
                        (key, value) -> {
                            if (key.metric().equals("loss")) {
                                losses.put(key.output(), value);
                            }
                        });
        return plan.nodes(Node.Output.class).stream()
                .mapToDouble(
                        output ->
                                output.lossWeight()
                                        * losses.getOrDefault(output.name(), Double.NaN))
                .sum();
    }
}
