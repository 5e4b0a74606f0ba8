// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.evaluation.Meter;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.report.ValueTable;
import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Computes the table of each metric with its confidence interval and the value of a baseline: a
 * constant answer, or the one that an output names.
 *
 * <p>If a metric has no formula for its interval, it is computed on resampled records, with
 * replacement; the interval contains the middle 95 % (B. Efron, 1979, Bootstrap methods: another
 * look at the jackknife).
 */
final class MetricIntervals {

    /** The number of resamples; 2.5 % of them are five. */
    private static final int DRAWINGS = 200;

    /** The limit of numbers for resampling: the interval of more records is narrow. */
    private static final long MOST_NUMBERS = 40_000_000;

    private final Plan plan;
    private final Node.Output output;
    private final String doing;

    /**
     * Creates the table of an output.
     *
     * @param plan the plan that the output belongs to
     */
    MetricIntervals(Plan plan, Node.Output output) {
        this.plan = plan;
        this.output = output;
        this.doing = "measured '%s' for the report".formatted(output.name());
    }

    /** A baseline; {@code heading} is the heading of the column of its values. */
    private record Baseline(String title, String heading, Outcome outcome) {}

    /**
     * Returns the table.
     *
     * @param outcome the outcome
     * @param measured the metrics of the outcome, by name
     * @param baseline the outcome of a baseline for the same records, and its name; a constant
     *     answer is used if it is absent and there is one
     */
    Optional<ValueTable> of(
            DivisibleOutcome<?> outcome,
            Map<String, Meter<?>> measured,
            Optional<Map.Entry<String, Outcome>> baseline) {
        int size = PluginWork.call(plan, output.planned(), doing, outcome::size);
        if (size <= 0) {
            return Optional.empty();
        }
        Optional<Baseline> compared =
                baseline.map(
                        named ->
                                new Baseline(
                                        ", and those of " + named.getKey(),
                                        named.getKey(),
                                        named.getValue()));
        return table(outcome, size, measured, compared.or(() -> constant(outcome)));
    }

    private Optional<Baseline> constant(DivisibleOutcome<?> outcome) {
        return PluginWork.call(
                plan,
                output.planned(),
                doing,
                () ->
                        outcome.constant()
                                .map(
                                        said ->
                                                new Baseline(
                                                        ", and those of a constant answer",
                                                        "constant answer",
                                                        said)));
    }

    private Optional<ValueTable> table(
            DivisibleOutcome<?> outcome,
            int size,
            Map<String, Meter<?>> measured,
            Optional<Baseline> baseline) {
        List<ValueTable.Row> rows = new ArrayList<>();
        for (Node.NamedMetric named : output.metrics()) {
            Meter<?> metric = measured.get(named.name());
            double value = value(named, metric);
            if (Double.isNaN(value)) {
                continue;
            }
            Interval interval =
                    call(named, () -> Objects.requireNonNull(metric.interval(), "interval"))
                            .orElseGet(() -> drawn(named, outcome, size));
            List<Double> values = new ArrayList<>(List.of(value, interval.low(), interval.high()));
            baseline.ifPresent(other -> values.add(value(named, other.outcome())));
            rows.add(new ValueTable.Row(named.name(), values));
        }
        List<String> columns = new ArrayList<>(List.of("value", "from", "to"));
        baseline.ifPresent(other -> columns.add(other.heading()));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ValueTable(
                                "Metrics with 95 % intervals"
                                        + baseline.map(Baseline::title).orElse(""),
                                columns,
                                rows));
    }

    /** Returns metrics that contain these outcomes, by name. */
    Map<String, Meter<?>> measured(List<? extends Outcome> outcomes) {
        Map<String, Meter<?>> meters = new LinkedHashMap<>();
        for (Node.NamedMetric named : output.metrics()) {
            meters.put(named.name(), call(named, () -> meter(named, outcomes)));
        }
        return meters;
    }

    private static Meter<?> meter(Node.NamedMetric named, List<? extends Outcome> outcomes) {
        Meter<?> metric = Meter.of(named.planned().type(), named.planned().settings());
        outcomes.forEach(metric::add);
        return metric;
    }

    private double value(Node.NamedMetric named, Meter<?> metric) {
        return call(named, () -> FlatMetrics.value(metric.result()).orElse(Double.NaN));
    }

    private double value(Node.NamedMetric named, Outcome outcome) {
        return call(
                named,
                () ->
                        FlatMetrics.value(meter(named, List.of(outcome)).result())
                                .orElse(Double.NaN));
    }

    private <R> R call(Node.NamedMetric named, Supplier<R> action) {
        return PluginWork.call(plan, named.planned(), doing, action);
    }

    private Interval drawn(Node.NamedMetric named, DivisibleOutcome<?> outcome, int size) {
        SplittableRandom random = new SplittableRandom(7);
        if (PluginWork.call(plan, output.planned(), doing, outcome::numbers) * DRAWINGS
                > MOST_NUMBERS) {
            return Interval.of(Double.NaN, Double.NaN);
        }
        double[] values = new double[DRAWINGS];
        for (int i = 0; i < DRAWINGS; i++) {
            int[] drawn = random.ints(size, 0, size).toArray();
            Outcome chosen =
                    PluginWork.call(
                            plan,
                            output.planned(),
                            doing,
                            () -> Objects.requireNonNull(outcome.chosen(drawn), "chosen"));
            values[i] = value(named, chosen);
        }
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (defined.length < DRAWINGS / 2) {
            return Interval.of(Double.NaN, Double.NaN);
        }
        int cut = (int) Math.round(0.025 * defined.length);
        return Interval.of(defined[cut], defined[defined.length - 1 - cut]);
    }
}
