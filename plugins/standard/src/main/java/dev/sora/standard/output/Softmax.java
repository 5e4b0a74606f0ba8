// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

/**
 * Computes probabilities and log-odds from scores on the host, in double precision.
 *
 * @param probabilities rows of probabilities, each of which sums to 1
 * @param logOdds {@code x_i - log(sum of e^x_j over all j but i)}; they remain distinct where
 *     probabilities round to 1
 */
record Softmax(float[] probabilities, double[] logOdds) {

    /**
     * Below this value, the total probability of all classes except the best has lost precision.
     */
    private static final double LEAST = 1e-290;

    /** Computes both from rows of scores, after subtracting the maximum. */
    static Softmax rows(float[] values, int width) {
        Softmax softmax = new Softmax(new float[values.length], new double[values.length]);
        double[] powers = new double[width];
        for (int start = 0; start < values.length; start += width) {
            softmax.row(values, start, powers);
        }
        return softmax;
    }

    private void row(float[] values, int start, double[] powers) {
        int best = 0;
        for (int i = 1; i < powers.length; i++) {
            best = values[start + i] > values[start + best] ? i : best;
        }
        double greatest = values[start + best];
        double others = 0;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = StrictMath.exp(values[start + i] - greatest);
            others += i == best ? 0 : powers[i];
        }
        double odds = others < LEAST ? far(values, start, best, powers.length) : -log(others);
        for (int i = 0; i < powers.length; i++) {
            probabilities[start + i] = (float) (powers[i] / (1 + others));
            double score = values[start + i];
            // equal scores get exactly equal odds
            logOdds[start + i] =
                    score == greatest ? odds : score - greatest - log(1 + (others - powers[i]));
        }
    }

    private static double log(double value) {
        return StrictMath.log(value);
    }

    /**
     * Returns the log-odds of a class whose distance from all others exceeds the exponent range of
     * a double.
     */
    private static double far(float[] values, int start, int best, int width) {
        double second = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < width; i++) {
            second = i == best ? second : Math.max(second, values[start + i]);
        }
        double others = 0;
        for (int i = 0; i < width; i++) {
            others += i == best ? 0 : StrictMath.exp(values[start + i] - second);
        }
        return values[start + best] - second - log(others);
    }
}
