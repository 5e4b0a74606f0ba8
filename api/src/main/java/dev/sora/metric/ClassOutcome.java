// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.List;

/**
 * Probabilities of classes, and the classes that are right.
 *
 * @param classes the names of the classes
 * @param probabilities one row a record, one column a class, row after row
 * @param targets the index of the right class of each record
 * @param logOdds {@code log(p / (1 - p))} of each probability, laid out like them, in which
 *     probabilities that round to 0 or 1 still differ; empty if they are not known
 * @since 1.0
 */
public record ClassOutcome(
        List<String> classes, float[] probabilities, int[] targets, double[] logOdds)
        implements Outcome {

    /** Checks that the sizes agree. */
    public ClassOutcome {
        classes = List.copyOf(classes);
        if (probabilities.length != classes.size() * targets.length
                || logOdds.length > 0 && logOdds.length != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d probabilities and %d log-odds for %d records of %d classes"
                            .formatted(
                                    probabilities.length,
                                    logOdds.length,
                                    targets.length,
                                    classes.size()));
        }
    }

    /** Creates an outcome of which nothing finer than the probabilities is known. */
    public ClassOutcome(List<String> classes, float[] probabilities, int[] targets) {
        this(classes, probabilities, targets, new double[0]);
    }

    /** Returns an outcome of which nothing finer than the probabilities is known. */
    public static ClassOutcome of(List<String> classes, float[] probabilities, int[] targets) {
        return of(classes, probabilities, targets, new double[0]);
    }

    /** Returns an outcome of which the log-odds are known too. */
    public static ClassOutcome of(
            List<String> classes, float[] probabilities, int[] targets, double[] logOdds) {
        return new ClassOutcome(classes, probabilities, targets, logOdds);
    }

    @Override
    public int size() {
        return targets.length;
    }

    /** Returns the probability of one class for one record. */
    public float probability(int record, int label) {
        return probabilities[record * classes.size() + label];
    }

    /**
     * Returns a number that orders classes and records as their probabilities do: the log-odds
     * where they are known, else the probability.
     *
     * @since 1.2
     */
    public double score(int record, int label) {
        int at = record * classes.size() + label;
        return logOdds.length > 0 ? logOdds[at] : probabilities[at];
    }

    /**
     * Returns the natural logarithm of the probability of one class for one record. Where the
     * log-odds are not known, a probability of 0 counts as the least that a 32-bit float holds,
     * 1.4e-45.
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

    /** Returns the most probable class of a record; the first, if several are. */
    public int predicted(int record) {
        int best = 0;
        for (int label = 1; label < classes.size(); label++) {
            if (score(record, label) > score(record, best)) {
                best = label;
            }
        }
        return best;
    }
}
