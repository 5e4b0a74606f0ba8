// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Curves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Computes the curves of class probabilities: ROC, precision and recall, calibration. */
final class ClassCurves {

    /** The greatest number of classes drawn; of more classes, the most frequent ones. */
    private static final int CLASSES = 8;

    private static final int POINTS = 200;
    private static final int BINS = 10;

    private final ClassOutcome outcome;

    private ClassCurves(ClassOutcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Returns the curves; empty if all records are of one class, because the curves are then
     * undefined.
     */
    static List<Curves> of(ClassOutcome outcome) {
        ClassCurves curves = new ClassCurves(outcome);
        List<Curves> all = new ArrayList<>();
        List<Curves.Line> roc = new ArrayList<>();
        List<Curves.Line> precision = new ArrayList<>();
        for (int label : curves.labels()) {
            curves.addLines(label, roc, precision);
        }
        if (!roc.isEmpty()) {
            all.add(
                    Curves.of(
                            "ROC",
                            "Each threshold on a class's probability is a point. The dashed line"
                                    + " is what chance gives.",
                            "false positive rate",
                            "true positive rate",
                            true,
                            roc));
            all.add(
                    Curves.of(
                            "Precision and recall",
                            "Each threshold on a class's probability is a point.",
                            "recall",
                            "precision",
                            false,
                            precision));
        }
        if (outcome.size() > 0) {
            all.add(curves.calibration());
        }
        return all;
    }

    /**
     * The classes to draw: of two, only the positive one, because the other adds nothing; of many,
     * the most frequent.
     */
    private List<Integer> labels() {
        int size = outcome.classes().size();
        if (size == 2) {
            return List.of(outcome.decision().positive());
        }
        long[] counts = new long[size];
        for (int target : outcome.targets()) {
            counts[target]++;
        }
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(label -> -counts[label]))
                .limit(CLASSES)
                .sorted()
                .toList();
    }

    private void addLines(int label, List<Curves.Line> roc, List<Curves.Line> precision) {
        List<Integer> order =
                IntStream.range(0, outcome.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -outcome.score(i, label)))
                        .toList();
        long positives = order.stream().filter(i -> outcome.targets()[i] == label).count();
        long negatives = order.size() - positives;
        if (positives == 0 || negatives == 0) {
            return;
        }
        Points rates = new Points();
        Points hits = new Points();
        rates.add(0, 0);
        long right = 0;
        for (int i = 0; i < order.size(); i++) {
            right += outcome.targets()[order.get(i)] == label ? 1 : 0;
            boolean tied =
                    i + 1 < order.size()
                            && outcome.score(order.get(i + 1), label)
                                    == outcome.score(order.get(i), label);
            if (!tied) {
                rates.add((i + 1 - right) / (double) negatives, right / (double) positives);
                hits.add(right / (double) positives, right / (double) (i + 1));
            }
        }
        roc.add(rates.line(outcome.classes().get(label)));
        precision.add(hits.line(outcome.classes().get(label)));
    }

    /**
     * The accuracy of the most probable class by its probability, in ten bins of equal width, and
     * the expected calibration error (M. P. Naeini et al., 2015, Obtaining well calibrated
     * probabilities using Bayesian binning). Of a calibrated output, also before that.
     */
    private Curves calibration() {
        Reliability after = reliability(outcome);
        if (outcome.uncalibrated().length == 0) {
            return calibration(
                    "Expected calibration error: %s.".formatted(error(after)),
                    List.of(after.points().line("most probable class")));
        }
        Reliability before =
                reliability(
                        ClassOutcome.of(
                                outcome.classes(), outcome.uncalibrated(), outcome.targets()));
        return calibration(
                "Expected calibration error: %s before calibration, %s after."
                        .formatted(error(before), error(after)),
                List.of(before.points().line("before"), after.points().line("after")));
    }

    private static String error(Reliability reliability) {
        return String.format(Locale.ROOT, "%.4f", reliability.error());
    }

    private static Curves calibration(String error, List<Curves.Line> lines) {
        return Curves.of(
                "Calibration",
                "How often the most probable class is right, by its probability; the dashed line is"
                        + " perfect. "
                        + error,
                "probability",
                "share that is right",
                true,
                lines);
    }

    private record Reliability(Points points, double error) {}

    private static Reliability reliability(ClassOutcome outcome) {
        double[] sums = new double[BINS];
        long[] right = new long[BINS];
        long[] counts = new long[BINS];
        for (int i = 0; i < outcome.size(); i++) {
            int said = outcome.mostProbable(i);
            double confidence = outcome.probability(i, said);
            int bin = Math.min(BINS - 1, (int) (confidence * BINS));
            sums[bin] += confidence;
            right[bin] += said == outcome.targets()[i] ? 1 : 0;
            counts[bin]++;
        }
        Points points = new Points();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                points.add(sums[bin] / counts[bin], right[bin] / (double) counts[bin]);
                error += Math.abs(sums[bin] - right[bin]) / outcome.size();
            }
        }
        return new Reliability(points, error);
    }

    /** The points of a line, thinned to the few hundred that a page shows. */
    private static final class Points {

        private final List<Double> x = new ArrayList<>();
        private final List<Double> y = new ArrayList<>();

        void add(double across, double up) {
            x.add(across);
            y.add(up);
        }

        Curves.Line line(String name) {
            int size = x.size();
            if (size <= POINTS) {
                return Curves.Line.of(name, x, y);
            }
            List<Integer> kept =
                    IntStream.range(0, POINTS)
                            .map(i -> (int) ((long) i * (size - 1) / (POINTS - 1)))
                            .boxed()
                            .toList();
            return Curves.Line.of(
                    name, kept.stream().map(x::get).toList(), kept.stream().map(y::get).toList());
        }
    }
}
