// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Mean, deviation, bounds and, where asked for, a sample of one column, gathered in one pass.
 *
 * <p>Mean and deviation follow B. P. Welford (1962, Note on a method for calculating corrected sums
 * of squares and products); the sample is that of J. S. Vitter (1985, Random sampling with a
 * reservoir, algorithm R), always the same for the same records.
 */
final class Statistics {

    private final double[] reservoir;
    private final SplittableRandom random = new SplittableRandom(20_240_229);
    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    /**
     * Creates the statistics of no values.
     *
     * @param sampled how many values to keep; 0 if only the moments are wanted
     */
    Statistics(int sampled) {
        reservoir = new double[sampled];
    }

    void add(double value) {
        if (count < reservoir.length) {
            reservoir[(int) count] = value;
        } else if (reservoir.length > 0) {
            long place = random.nextLong(count + 1);
            if (place < reservoir.length) {
                reservoir[(int) place] = value;
            }
        }
        count++;
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    /** Returns the mean; 0 if there were no values. */
    double mean() {
        return mean;
    }

    /** Returns the standard deviation; 1 where all values are equal, so that it can divide. */
    double deviation() {
        double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
        // what rounding leaves of a constant is no deviation
        return deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : 1;
    }

    double least() {
        return count == 0 ? 0 : least;
    }

    double most() {
        return count == 0 ? 0 : most;
    }

    /** Returns the quantiles 0, 1/n, … 1 of the sample; none if there is no value. */
    double[] quantiles(int n) {
        int size = (int) Math.min(count, reservoir.length);
        if (size == 0) {
            return new double[0];
        }
        double[] sorted = Arrays.copyOf(reservoir, size);
        Arrays.sort(sorted);
        double[] quantiles = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double place = (double) i / n * (size - 1);
            int below = (int) place;
            int above = Math.min(below + 1, size - 1);
            quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
        // the bounds are known exactly, whatever was sampled
        quantiles[0] = least;
        quantiles[n] = most;
        return quantiles;
    }
}
