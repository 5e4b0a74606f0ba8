// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.evaluation.Figures;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.report.ValueTable;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.Metric;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * Sets each metric between what chance makes of it and what a constant answer reaches.
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

    /** Returns the table; nothing for outcomes of other forms than classes and numbers. */
    static Optional<ValueTable> of(Node.Output output, Outcome outcome) {
        if (outcome.size() == 0) {
            return Optional.empty();
        }
        List<ValueTable.Row> rows = new ArrayList<>();
        for (Node.NamedMetric named : output.metrics()) {
            Metric metric = measured(named, outcome);
            double value = Figures.value(metric.result()).orElse(Double.NaN);
            if (Double.isNaN(value)) {
                continue;
            }
            Interval interval = metric.interval().orElseGet(() -> drawn(named, outcome));
            double constant =
                    Figures.value(measured(named, constant(outcome)).result()).orElse(Double.NaN);
            rows.add(
                    new ValueTable.Row(
                            named.name(),
                            List.of(value, interval.low(), interval.high(), constant)));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ValueTable(
                                "Metrics with 95 % intervals, and those of a constant answer",
                                List.of("value", "from", "to", "constant answer"), rows));
    }

    private static Metric measured(Node.NamedMetric named, Outcome outcome) {
        return PluginScope.call(
                named.planned().plugin().loader(),
                () -> {
                    Metric metric = named.planned().type().create(named.planned().settings());
                    metric.add(outcome);
                    return metric;
                });
    }

    private static Interval drawn(Node.NamedMetric named, Outcome outcome) {
        SplittableRandom random = new SplittableRandom(7);
        int size = outcome.size();
        if ((long) size * width(outcome) * DRAWINGS > MOST_NUMBERS) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double[] values = new double[DRAWINGS];
        for (int i = 0; i < DRAWINGS; i++) {
            int[] drawn = random.ints(size, 0, size).toArray();
            values[i] =
                    Figures.value(measured(named, taken(outcome, k -> drawn[k])).result())
                            .orElse(Double.NaN);
        }
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (defined.length < DRAWINGS / 2) {
            return new Interval(Double.NaN, Double.NaN);
        }
        int cut = (int) Math.round(0.025 * defined.length);
        return new Interval(defined[cut], defined[defined.length - 1 - cut]);
    }

    private static int width(Outcome outcome) {
        return outcome instanceof ClassOutcome classes ? classes.classes().size() : 1;
    }

    private static Outcome taken(Outcome outcome, IntUnaryOperator from) {
        int size = outcome.size();
        if (outcome instanceof ClassOutcome classes) {
            int width = classes.classes().size();
            float[] probabilities = new float[size * width];
            double[] logOdds = new double[classes.logOdds().length];
            int[] targets = new int[size];
            for (int i = 0; i < size; i++) {
                int source = from.applyAsInt(i);
                System.arraycopy(
                        classes.probabilities(), source * width, probabilities, i * width, width);
                if (logOdds.length > 0) {
                    System.arraycopy(classes.logOdds(), source * width, logOdds, i * width, width);
                }
                targets[i] = classes.targets()[source];
            }
            return new ClassOutcome(classes.classes(), probabilities, targets, logOdds);
        }
        NumberOutcome numbers = (NumberOutcome) outcome;
        double[] predicted = new double[size];
        double[] targets = new double[size];
        for (int i = 0; i < size; i++) {
            predicted[i] = numbers.predicted()[from.applyAsInt(i)];
            targets[i] = numbers.targets()[from.applyAsInt(i)];
        }
        return new NumberOutcome(predicted, targets);
    }

    /** The best answer that looks at no column: how frequent each class is, or the mean. */
    private static Outcome constant(Outcome outcome) {
        int size = outcome.size();
        if (outcome instanceof ClassOutcome classes) {
            int width = classes.classes().size();
            float[] shares = new float[width];
            for (int target : classes.targets()) {
                shares[target] += 1f / size;
            }
            float[] probabilities = new float[size * width];
            for (int i = 0; i < size; i++) {
                System.arraycopy(shares, 0, probabilities, i * width, width);
            }
            return new ClassOutcome(classes.classes(), probabilities, classes.targets());
        }
        NumberOutcome numbers = (NumberOutcome) outcome;
        double[] mean = new double[size];
        Arrays.fill(mean, Arrays.stream(numbers.targets()).average().orElse(0));
        return new NumberOutcome(mean, numbers.targets());
    }
}
