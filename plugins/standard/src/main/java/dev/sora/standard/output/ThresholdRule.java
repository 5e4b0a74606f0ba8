// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.metric.ClassOutcome;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * How the threshold on the probability of the positive class is found.
 *
 * @param fixed a given threshold; empty if it is chosen on the validation data
 * @param sensitivity the least sensitivity of a chosen threshold
 * @param specificity the least specificity of a chosen threshold
 */
record ThresholdRule(
        Optional<Double> fixed, Optional<Double> sensitivity, Optional<Double> specificity) {

    /** The threshold with the greatest sum of sensitivity and specificity (W. J. Youden, 1950). */
    static final ThresholdRule YOUDEN =
            new ThresholdRule(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Chooses a threshold half way between two neighbouring probabilities. With a least
     * sensitivity, it is the highest that reaches it, which has the greatest specificity; with a
     * least specificity, the lowest. Of thresholds that are equally good, the lowest is chosen.
     *
     * @param positive the index of the positive class
     */
    double choose(ClassOutcome outcome, int positive) {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        Integer[] order = new Integer[outcome.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -outcome.probability(i, positive)));
        long ill = Arrays.stream(order).filter(i -> outcome.targets()[i] == positive).count();
        long well = order.length - ill;
        if (ill == 0 || well == 0) {
            throw oneClass(outcome, positive, ill);
        }
        double best = Double.NEGATIVE_INFINITY;
        double chosen = 0.5;
        long found = 0;
        // thresholds from the highest to the lowest; the first i + 1 records are at or above one
        for (int i = -1; i < order.length; i++) {
            if (i >= 0 && outcome.targets()[order[i]] == positive) {
                found++;
            }
            double above = i < 0 ? 1 : outcome.probability(order[i], positive);
            double below = i + 1 < order.length ? outcome.probability(order[i + 1], positive) : 0;
            if (above == below) {
                continue;
            }
            double hits = found / (double) ill;
            double spared = 1 - (i + 1 - found) / (double) well;
            double worth = worth(hits, spared);
            if (worth >= best) {
                best = worth;
                chosen = (above + below) / 2;
            }
        }
        return chosen;
    }

    /** Returns what is maximised: under a condition, the other rate, where it is met. */
    private double worth(double hits, double spared) {
        if (sensitivity.isPresent()) {
            return hits >= sensitivity.get() ? 1 + spared : hits - 1;
        }
        if (specificity.isPresent()) {
            return spared >= specificity.get() ? 1 + hits : spared - 1;
        }
        return hits + spared;
    }

    private static DataException oneClass(ClassOutcome outcome, int positive, long ill) {
        String name = outcome.classes().get(positive);
        return new DataException(
                Problem.of(
                                "SORA-4312",
                                "the validation data decides no threshold: %s record is of the class"
                                                .formatted(ill == 0 ? "no" : "every")
                                        + " '%s'".formatted(name))
                        .needs("records of both classes in the validation data")
                        .have("%d of %d records of '%s'".formatted(ill, outcome.size(), name))
                        .fix(
                                "hold out records of each class, as 'stratify' does; or set"
                                        + " 'threshold' to a number"));
    }
}
