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
import dev.sora.metric.RankingOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

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

    /** So many numbers a metric looks at in a ranking, about. */
    private static final int RANKS = 4;

    private MetricIntervals() {}

    /** What metrics are compared with: {@code heading} heads the column of its values. */
    private record Baseline(String title, String heading, Outcome outcome) {}

    /** Returns the table of classes or numbers, compared with a constant answer. */
    static Optional<ValueTable> of(Node.Output output, Outcome outcome) {
        return of(
                output,
                outcome,
                Optional.of(
                        new Baseline(
                                ", and those of a constant answer",
                                "constant answer",
                                constant(outcome))));
    }

    /**
     * Returns the table of rankings.
     *
     * @param name the name of the baseline
     * @param baseline what it makes of the same questions; absent if the output has none
     */
    static Optional<ValueTable> of(
            Node.Output output, RankingOutcome outcome, String name, Optional<Outcome> baseline) {
        return of(
                output,
                outcome,
                baseline.map(other -> new Baseline(", and those of " + name, name, other)));
    }

    private static Optional<ValueTable> of(
            Node.Output output, Outcome outcome, Optional<Baseline> baseline) {
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
            return Interval.of(Double.NaN, Double.NaN);
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
            return Interval.of(Double.NaN, Double.NaN);
        }
        int cut = (int) Math.round(0.025 * defined.length);
        return Interval.of(defined[cut], defined[defined.length - 1 - cut]);
    }

    private static int width(Outcome outcome) {
        if (outcome instanceof RankingOutcome) {
            return RANKS;
        }
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
            return ClassOutcome.of(classes.classes(), probabilities, targets, logOdds);
        }
        if (outcome instanceof RankingOutcome rankings) {
            return new RankingOutcome(
                    rankings.catalogueSize(),
                    IntStream.range(0, size)
                            .mapToObj(i -> rankings.rankings().get(from.applyAsInt(i)))
                            .toList());
        }
        NumberOutcome numbers = (NumberOutcome) outcome;
        double[] predicted = new double[size];
        double[] targets = new double[size];
        for (int i = 0; i < size; i++) {
            predicted[i] = numbers.predicted()[from.applyAsInt(i)];
            targets[i] = numbers.targets()[from.applyAsInt(i)];
        }
        return NumberOutcome.of(predicted, targets);
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
            return ClassOutcome.of(classes.classes(), probabilities, classes.targets());
        }
        NumberOutcome numbers = (NumberOutcome) outcome;
        double[] mean = new double[size];
        Arrays.fill(mean, Arrays.stream(numbers.targets()).average().orElse(0));
        return NumberOutcome.of(mean, numbers.targets());
    }
}
