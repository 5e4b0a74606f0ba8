// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Accumulates the loss and metrics of one output. */
public final class MetricAccumulator {

    private final Plan plan;
    private final Node.Output node;
    private final Map<String, Meter<?>> metrics = new LinkedHashMap<>();
    private double loss;
    private long size;
    private long defined;

    /** Creates an accumulator without records. */
    public MetricAccumulator(Plan plan, Node.Output node) {
        this.plan = plan;
        this.node = node;
        for (Node.NamedMetric metric : node.metrics()) {
            metrics.put(
                    metric.name(),
                    PluginWork.call(
                            plan,
                            metric.planned(),
                            "was made for '%s'".formatted(node.name()),
                            () -> Meter.of(metric.planned().type(), metric.planned().settings())));
        }
    }

    /**
     * Adds an outcome.
     *
     * @param meanLoss its mean loss
     */
    public void add(Outcome outcome, Supplier<Double> meanLoss) {
        add(outcome, sizeOf(outcome), meanLoss);
    }

    /**
     * Adds an outcome.
     *
     * @param losses the number of its records for which the loss is defined
     * @param meanLoss the mean loss of these
     */
    void add(Outcome outcome, long losses, Supplier<Double> meanLoss) {
        if (losses > 0) {
            loss += measured(node.planned(), meanLoss) * losses;
        }
        defined += losses;
        size += sizeOf(outcome);
        for (Node.NamedMetric metric : node.metrics()) {
            measured(
                    metric.planned(),
                    () -> {
                        metrics.get(metric.name()).add(outcome);
                        return outcome;
                    });
        }
    }

    /** Returns the number of records of an outcome, whose class may be a plugin's. */
    int sizeOf(Outcome outcome) {
        return measured(node.planned(), outcome::size);
    }

    /** Returns loss and metrics by name. */
    public Map<String, MetricResult> results() {
        Map<String, MetricResult> results = new LinkedHashMap<>();
        results.put("loss", meanLoss());
        for (Node.NamedMetric metric : node.metrics()) {
            results.put(
                    metric.name(),
                    explained(
                            measured(metric.planned(), () -> metrics.get(metric.name()).result())));
        }
        return results;
    }

    private MetricResult meanLoss() {
        if (size == 0) {
            return MetricResult.undefined("is not defined: no record was measured");
        }
        if (defined == 0) {
            return MetricResult.undefined(
                    "is not defined for any of the %,d records".formatted(size));
        }
        return MetricResult.of(
                loss / defined,
                defined == size
                        ? Optional.empty()
                        : Optional.of(
                                "of %,d records; for the other %,d it is not defined"
                                        .formatted(defined, size - defined)));
    }

    /**
     * Returns a result with a reason for a value that is not finite, even if the plugin gives none.
     */
    private static MetricResult explained(MetricResult result) {
        double value = FlatMetrics.value(result).orElse(0.0);
        if (Double.isFinite(value) || result.note().isPresent()) {
            return result;
        }
        Optional<String> note =
                Optional.of(
                        Double.isNaN(value)
                                ? "is not defined for this data; the metric gives no reason"
                                : "is beyond the range of 64-bit numbers");
        return result instanceof MetricResult.ByClass each
                ? MetricResult.byClass(value, each.classes(), note)
                : MetricResult.of(value, note);
    }

    <R> R measured(ResolvedType<?> planned, Supplier<R> action) {
        return PluginWork.call(
                plan, planned, "measured the predictions of '%s'".formatted(node.name()), action);
    }
}
