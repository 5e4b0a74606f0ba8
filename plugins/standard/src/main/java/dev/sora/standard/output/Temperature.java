// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.metric.ClassOutcome;

/**
 * Fits the temperature {@code T} of {@code softmax(x / T)} that minimises the log loss (C. Guo et
 * al., 2017, On calibration of modern neural networks). It changes no order of probabilities within
 * a record, so the most probable class stays.
 */
final class Temperature {

    /** Beyond these bounds, the data has too few mistakes to determine a temperature. */
    static final double LEAST = 0.1;

    static final double MOST = 10;

    private static final int STEPS = 60;

    private Temperature() {}

    /** Returns the temperature; 1 without records. */
    static double fit(ClassOutcome outcome) {
        if (outcome.size() == 0) {
            return 1;
        }
        // the loss is convex in 1 / T: halve the interval in which its derivative changes its sign
        double low = 1 / MOST;
        double high = 1 / LEAST;
        for (int step = 0; step < STEPS; step++) {
            double middle = Math.sqrt(low * high);
            if (slope(outcome, middle) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return 1 / Math.sqrt(low * high);
    }

    /**
     * Returns the derivative of the summed loss by {@code b = 1 / T}, the sum of {@code E[s] - s_t}
     * with scores {@code s = log p} and probabilities {@code softmax(b s)}.
     */
    private static double slope(ClassOutcome outcome, double scale) {
        int width = outcome.classes().size();
        double[] scores = new double[width];
        double slope = 0;
        for (int record = 0; record < outcome.size(); record++) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < width; i++) {
                scores[i] = outcome.logProbability(record, i);
                greatest = Math.max(greatest, scores[i]);
            }
            double sum = 0;
            double mean = 0;
            for (double score : scores) {
                double power = StrictMath.exp(scale * (score - greatest));
                sum += power;
                mean += power * score;
            }
            slope += mean / sum - scores[outcome.targets()[record]];
        }
        return slope;
    }
}
