// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.evaluation.Figures;
import dev.sora.core.evaluation.Meter;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.report.ValueTable;
import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Sets each metric between what chance makes of it and what a baseline reaches: a constant answer,
 * or the one that an output names.
 *
 * <p>Where a metric has no formula for its interval, it is computed on records drawn again and
 * again, with replacement, and the middle 95 % are taken (B. Efron, 1979, Bootstrap methods:
 * another look at the jackknife).
 */
final class MetricIntervals {

    /** Drawings; 2.5 % of them are five. */
    private static final int DRAWINGS = 200;

    /** More numbers than that are not drawn again: the interval of so many records is narrow. */
    private static final long MOST_NUMBERS = 40_000_000;

    private MetricIntervals() {}

    /** What metrics are compared with: {@code heading} heads the column of its values. */
    private record Baseline(String title, String heading, Outcome outcome) {}

    /**
     * Returns the table.
     *
     * @param outcome what was measured
     * @param measured the metrics that measured it, by name
     * @param baseline what a baseline makes of the same records, and its name; without it, a
     *     constant answer is compared with, if there is one
     */
    static Optional<ValueTable> of(
            Node.Output output,
            DivisibleOutcome<?> outcome,
            Map<String, Meter<?>> measured,
            Optional<Map.Entry<String, Outcome>> baseline) {
        Optional<Baseline> compared =
                baseline.map(
                        named ->
                                new Baseline(
                                        ", and those of " + named.getKey(),
                                        named.getKey(),
                                        named.getValue()));
        return table(output, outcome, measured, compared.or(() -> constant(outcome)));
    }

    private static Optional<Baseline> constant(DivisibleOutcome<?> outcome) {
        return outcome.size() == 0
                ? Optional.empty()
                : outcome.constant()
                        .map(
                                said ->
                                        new Baseline(
                                                ", and those of a constant answer",
                                                "constant answer",
                                                said));
    }

    private static Optional<ValueTable> table(
            Node.Output output,
            DivisibleOutcome<?> outcome,
            Map<String, Meter<?>> measured,
            Optional<Baseline> baseline) {
        if (outcome.size() == 0) {
            return Optional.empty();
        }
        List<ValueTable.Row> rows = new ArrayList<>();
        for (Node.NamedMetric named : output.metrics()) {
            Meter<?> metric = measured.get(named.name());
            double value = Figures.value(metric.result()).orElse(Double.NaN);
            if (Double.isNaN(value)) {
                continue;
            }
            Interval interval = metric.interval().orElseGet(() -> drawn(named, outcome));
            List<Double> values = new ArrayList<>(List.of(value, interval.low(), interval.high()));
            baseline.ifPresent(
                    other ->
                            values.add(
                                    Figures.value(measured(named, other.outcome()).result())
                                            .orElse(Double.NaN)));
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

    private static Meter<?> measured(Node.NamedMetric named, Outcome outcome) {
        return measured(named, List.of(outcome));
    }

    /** Returns a metric that has seen these outcomes. */
    static Meter<?> measured(Node.NamedMetric named, List<? extends Outcome> outcomes) {
        return PluginScope.call(
                named.planned().plugin().loader(),
                () -> {
                    Meter<?> metric = Meter.of(named.planned().type(), named.planned().settings());
                    outcomes.forEach(metric::add);
                    return metric;
                });
    }

    private static Interval drawn(Node.NamedMetric named, DivisibleOutcome<?> outcome) {
        SplittableRandom random = new SplittableRandom(7);
        int size = outcome.size();
        if (outcome.numbers() * DRAWINGS > MOST_NUMBERS) {
            return Interval.of(Double.NaN, Double.NaN);
        }
        double[] values = new double[DRAWINGS];
        for (int i = 0; i < DRAWINGS; i++) {
            int[] drawn = random.ints(size, 0, size).toArray();
            values[i] =
                    Figures.value(measured(named, outcome.chosen(drawn)).result())
                            .orElse(Double.NaN);
        }
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (defined.length < DRAWINGS / 2) {
            return Interval.of(Double.NaN, Double.NaN);
        }
        int cut = (int) Math.round(0.025 * defined.length);
        return Interval.of(defined[cut], defined[defined.length - 1 - cut]);
    }
}
