// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MetricResult;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws and divides outcomes of the forms of the SPI, and compares results. */
public final class Outcomes {

    private static final int RECORDS = 23;

    private static final int CUT = 9;

    private Outcomes() {}

    /** Draws outcomes of a form; none if the form is not one of the SPI. */
    public static List<Outcome> drawn(Class<? extends Outcome> form) {
        SplittableRandom random = new SplittableRandom(3);
        if (form == NumberOutcome.class) {
            return List.of(
                    NumberOutcome.of(
                            random.doubles(RECORDS, -2, 2).toArray(),
                            random.doubles(RECORDS, -2, 2).toArray()));
        }
        if (form == ClassOutcome.class) {
            return List.of(classes(random, 2), classes(random, 4));
        }
        if (form == RankingOutcome.class) {
            return List.of(rankings(random));
        }
        return List.of();
    }

    private static ClassOutcome classes(SplittableRandom random, int count) {
        float[] probabilities = new float[RECORDS * count];
        int[] targets = new int[RECORDS];
        for (int row = 0; row < RECORDS; row++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double drawn = random.nextDouble();
                probabilities[row * count + i] = (float) drawn;
                sum += drawn;
            }
            for (int i = 0; i < count; i++) {
                probabilities[row * count + i] /= (float) sum;
            }
            targets[row] = random.nextInt(count);
        }
        return ClassOutcome.of(names(count), probabilities, targets);
    }

    private static List<String> names(int count) {
        return List.of("a", "b", "c", "d").subList(0, count);
    }

    private static RankingOutcome rankings(SplittableRandom random) {
        List<RankingOutcome.Ranking> rankings = new ArrayList<>();
        int[] candidates = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        for (int i = 0; i < RECORDS; i++) {
            float[] scores = new float[candidates.length];
            for (int k = 0; k < scores.length; k++) {
                scores[k] = (float) random.nextDouble();
            }
            int[] relevant = random.ints(1 + i % 3, 0, candidates.length).distinct().toArray();
            rankings.add(RankingOutcome.Ranking.of(candidates, scores, relevant, 10));
        }
        return RankingOutcome.of(candidates.length, rankings);
    }

    /** Divides an outcome into batches, of which the last one is smaller. */
    public static List<Outcome> divide(Outcome whole) {
        List<Outcome> parts = new ArrayList<>();
        for (int from = 0; from < whole.size(); from += CUT) {
            parts.add(cut(whole, from, Math.min(whole.size(), from + CUT)));
        }
        return parts.stream().anyMatch(part -> part == whole) ? List.of(whole) : parts;
    }

    /** Returns some of the records, each as a separate outcome. */
    public static List<Outcome> single(Outcome whole) {
        List<Outcome> single = new ArrayList<>();
        for (int i = 0; i < Math.min(3, whole.size()); i++) {
            Outcome one = cut(whole, i, i + 1);
            if (one != whole) {
                single.add(one);
            }
        }
        return single;
    }

    private static Outcome cut(Outcome whole, int from, int to) {
        if (whole instanceof NumberOutcome numbers) {
            return NumberOutcome.of(
                    Arrays.copyOfRange(numbers.predicted(), from, to),
                    Arrays.copyOfRange(numbers.targets(), from, to));
        }
        if (whole instanceof ClassOutcome classes) {
            int count = classes.classes().size();
            return ClassOutcome.of(
                    classes.classes(),
                    Arrays.copyOfRange(classes.probabilities(), from * count, to * count),
                    Arrays.copyOfRange(classes.targets(), from, to),
                    classes.logOdds().length == 0
                            ? new double[0]
                            : Arrays.copyOfRange(classes.logOdds(), from * count, to * count));
        }
        if (whole instanceof RankingOutcome rankings) {
            return RankingOutcome.of(
                    rankings.catalogueSize(), rankings.rankings().subList(from, to));
        }
        return whole;
    }

    /** Returns outcomes in which all predictions are equal. */
    public static List<Outcome> ties(Class<? extends Outcome> form) {
        if (form == NumberOutcome.class) {
            return List.of(
                    NumberOutcome.of(new double[] {1, 1, 1}, new double[] {1, 1, 1}),
                    NumberOutcome.of(new double[] {0, 0, 0}, new double[] {1, 2, 3}));
        }
        if (form == ClassOutcome.class) {
            float[] halves = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
            return List.of(
                    ClassOutcome.of(names(2), halves, new int[] {0, 1, 0}),
                    ClassOutcome.of(names(2), halves, new int[] {1, 1, 1}));
        }
        if (form == RankingOutcome.class) {
            RankingOutcome.Ranking alike =
                    RankingOutcome.Ranking.of(new int[] {0, 1, 2}, new float[3], new int[] {1}, 3);
            RankingOutcome.Ranking none =
                    RankingOutcome.Ranking.of(new int[] {0, 1, 2}, new float[3], new int[0], 3);
            return List.of(
                    RankingOutcome.of(3, List.of(alike, alike)),
                    RankingOutcome.of(3, List.of(none)));
        }
        return List.of();
    }

    public static String describe(Outcome outcome) {
        if (outcome instanceof NumberOutcome numbers && numbers.size() <= 5) {
            return "predictions %s for %s"
                    .formatted(
                            Arrays.toString(numbers.predicted()),
                            Arrays.toString(numbers.targets()));
        }
        if (outcome instanceof ClassOutcome classes && classes.size() <= 5) {
            return "probabilities %s of %s for %s"
                    .formatted(
                            Arrays.toString(classes.probabilities()),
                            classes.classes(),
                            Arrays.toString(classes.targets()));
        }
        return "%d record%s".formatted(outcome.size(), outcome.size() == 1 ? "" : "s");
    }

    /** Returns whether two results are equal, up to a fraction of their values. */
    public static boolean same(MetricResult a, MetricResult b, double tolerance) {
        if (a instanceof MetricResult.Number x && b instanceof MetricResult.Number y) {
            return same(x.value(), y.value(), tolerance);
        }
        if (a instanceof MetricResult.ByClass x && b instanceof MetricResult.ByClass y) {
            return same(x.value(), y.value(), tolerance)
                    && x.classes().keySet().equals(y.classes().keySet())
                    && x.classes().keySet().stream()
                            .allMatch(
                                    name ->
                                            same(
                                                    x.classes().get(name),
                                                    y.classes().get(name),
                                                    tolerance));
        }
        return a instanceof MetricResult.Table x
                && b instanceof MetricResult.Table y
                && x.labels().equals(y.labels())
                && Arrays.deepEquals(x.counts(), y.counts());
    }

    private static boolean same(double a, double b, double tolerance) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
    }
}
