// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The predicted probabilities of classes and the actual classes of some records.
 *
 * @param classes the names of the classes
 * @param probabilities one row for each record, one column for each class, row after row
 * @param targets the index of the actual class of each record
 * @param logOdds {@code log(p / (1 - p))} of each probability, in the same layout; they differ even
 *     where probabilities round to 0 or 1; empty if they are not known
 * @param decision how probabilities become answers
 * @param uncalibrated the probabilities before they were calibrated, in the same layout; empty if
 *     they were not
 * @since 1.0
 */
public record ClassOutcome(
        List<String> classes,
        float[] probabilities,
        int[] targets,
        double[] logOdds,
        ClassDecision decision,
        float[] uncalibrated)
        implements DivisibleOutcome<ClassOutcome> {

    private static final float[] NONE = {};

    /** Checks that the sizes agree. */
    public ClassOutcome {
        classes = List.copyOf(classes);
        if (decision.hasThreshold() && classes.size() != 2) {
            throw new IllegalArgumentException(
                    "a threshold decides between 2 classes, not %d".formatted(classes.size()));
        }
        if (probabilities.length != classes.size() * targets.length
                || logOdds.length > 0 && logOdds.length != probabilities.length
                || uncalibrated.length > 0 && uncalibrated.length != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d probabilities and %d log-odds for %d records of %d classes"
                            .formatted(
                                    probabilities.length,
                                    logOdds.length,
                                    targets.length,
                                    classes.size()));
        }
    }

    /** Creates an outcome in which the most probable class is the answer. */
    public ClassOutcome(
            List<String> classes, float[] probabilities, int[] targets, double[] logOdds) {
        this(classes, probabilities, targets, logOdds, ClassDecision.MOST_PROBABLE, NONE);
    }

    /** Creates an outcome without log-odds. */
    public ClassOutcome(List<String> classes, float[] probabilities, int[] targets) {
        this(classes, probabilities, targets, new double[0]);
    }

    /** Returns an outcome without log-odds. */
    public static ClassOutcome of(List<String> classes, float[] probabilities, int[] targets) {
        return of(classes, probabilities, targets, new double[0]);
    }

    /** Returns an outcome with log-odds. */
    public static ClassOutcome of(
            List<String> classes, float[] probabilities, int[] targets, double[] logOdds) {
        return new ClassOutcome(classes, probabilities, targets, logOdds);
    }

    /**
     * Returns this outcome with another decision.
     *
     * @since 2.0
     */
    public ClassOutcome withDecision(ClassDecision other) {
        return new ClassOutcome(classes, probabilities, targets, logOdds, other, uncalibrated);
    }

    /**
     * Returns this outcome with the probabilities before calibration, which the report compares.
     *
     * @since 2.0
     */
    public ClassOutcome withUncalibrated(float[] before) {
        return new ClassOutcome(classes, probabilities, targets, logOdds, decision, before);
    }

    @Override
    public int size() {
        return targets.length;
    }

    @Override
    public ClassOutcome joined(List<ClassOutcome> following) {
        int size = size() + following.stream().mapToInt(ClassOutcome::size).sum();
        int width = classes.size();
        boolean fine =
                logOdds.length > 0 && following.stream().allMatch(part -> part.logOdds.length > 0);
        float[] shares = Arrays.copyOf(probabilities, size * width);
        double[] odds = fine ? Arrays.copyOf(logOdds, size * width) : new double[0];
        int[] right = Arrays.copyOf(targets, size);
        float[] before = uncalibrated.length > 0 ? Arrays.copyOf(uncalibrated, size * width) : NONE;
        int at = size();
        for (ClassOutcome part : following) {
            int length = part.size() * width;
            System.arraycopy(part.probabilities, 0, shares, at * width, length);
            if (fine) {
                System.arraycopy(part.logOdds, 0, odds, at * width, length);
            }
            if (before.length > 0) {
                System.arraycopy(part.uncalibrated, 0, before, at * width, length);
            }
            System.arraycopy(part.targets, 0, right, at, part.size());
            at += part.size();
        }
        return new ClassOutcome(classes, shares, right, odds, decision, before);
    }

    @Override
    public ClassOutcome chosen(int[] records) {
        int width = classes.size();
        float[] shares = new float[records.length * width];
        double[] odds = new double[logOdds.length > 0 ? shares.length : 0];
        float[] before = new float[uncalibrated.length > 0 ? shares.length : 0];
        int[] right = new int[records.length];
        for (int i = 0; i < records.length; i++) {
            System.arraycopy(probabilities, records[i] * width, shares, i * width, width);
            if (odds.length > 0) {
                System.arraycopy(logOdds, records[i] * width, odds, i * width, width);
            }
            if (before.length > 0) {
                System.arraycopy(uncalibrated, records[i] * width, before, i * width, width);
            }
            right[i] = targets[records[i]];
        }
        return new ClassOutcome(classes, shares, right, odds, decision, before);
    }

    /** Returns the outcome that predicts the frequencies of the classes for every record. */
    @Override
    public Optional<ClassOutcome> constant() {
        int width = classes.size();
        float[] frequent = new float[width];
        for (int target : targets) {
            frequent[target] += 1f / size();
        }
        float[] shares = new float[probabilities.length];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(frequent, 0, shares, i * width, width);
        }
        return Optional.of(of(classes, shares, targets).withDecision(decision.withoutThreshold()));
    }

    @Override
    public long numbers() {
        return probabilities.length;
    }

    /**
     * Returns the confusion matrix, the scores of each class, the curves of the probabilities, and
     * examples of mistakes and right predictions.
     */
    @Override
    public List<Exhibit> exhibits(int shown) {
        List<Exhibit> all = new ArrayList<>();
        all.addAll(ClassTables.of(this));
        all.addAll(ClassCurves.of(this));
        all.addAll(ClassExamples.of(this, shown));
        return all;
    }

    /** Returns the probability of one class for one record. */
    public float probability(int record, int label) {
        return probabilities[record * classes.size() + label];
    }

    /**
     * Returns a score that orders classes and records as their probabilities do: the log-odds if
     * they are known, otherwise the probability.
     *
     * @since 1.2
     */
    public double score(int record, int label) {
        int at = record * classes.size() + label;
        return logOdds.length > 0 ? logOdds[at] : probabilities[at];
    }

    /**
     * Returns the natural logarithm of the probability of one class for one record. If the log-odds
     * are not known, a probability of 0 is replaced by the least positive 32-bit float, 1.4e-45.
     *
     * @since 1.2
     */
    public double logProbability(int record, int label) {
        if (logOdds.length == 0) {
            float probability = probability(record, label);
            return Math.log(probability == 0 ? Float.MIN_VALUE : probability);
        }
        double odds = score(record, label);
        return Math.min(odds, 0) - Math.log1p(Math.exp(-Math.abs(odds)));
    }

    /**
     * Returns the answer to a record: by default the most probable class, or what the threshold of
     * the decision says.
     */
    public int predicted(int record) {
        if (!decision.hasThreshold()) {
            return mostProbable(record);
        }
        int positive = decision.positive();
        return probability(record, positive) >= decision.threshold() ? positive : 1 - positive;
    }

    /**
     * Returns the most probable class of a record; the first one if several are equal.
     *
     * @since 2.0
     */
    public int mostProbable(int record) {
        int best = 0;
        for (int label = 1; label < classes.size(); label++) {
            if (score(record, label) > score(record, best)) {
                best = label;
            }
        }
        return best;
    }

    /**
     * Returns whether the answer to a record is given, because it is probable enough.
     *
     * @since 2.0
     */
    public boolean isAnswered(int record) {
        return probability(record, predicted(record)) >= decision.abstainBelow();
    }
}
