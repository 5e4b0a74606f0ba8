// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Mean, deviation, bounds and, on request, a sample of one column, in one pass.
 *
 * <p>Mean and deviation follow B. P. Welford (1962, Note on a method for calculating corrected sums
 * of squares and products); the sample follows J. S. Vitter (1985, Random sampling with a
 * reservoir, algorithm R) and is deterministic. Every result is finite for finite values of any
 * magnitude.
 */
final class Statistics {

    /** A range of at most this many units in the last place is the rounding error of a constant. */
    private static final double ROUNDING = 4 * 0x1p-52;

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
     * @param sampled the number of values to keep; 0 if no quantiles are needed
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
        if (Double.isInfinite(before)) {
            // the difference overflows only for large doubles of opposite sign
            mean += value / count - mean / count;
        } else {
            mean += before / count;
            squares += before * (value - mean);
        }
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    /** Returns the mean; 0 if there were no values. */
    double mean() {
        return mean;
    }

    /** Returns the number of values. */
    long count() {
        return count;
    }

    /**
     * Returns the standard deviation. There is no absolute threshold: that of 1e-30 and 3e-30 is
     * 1e-30. It is 1 if all values are equal up to rounding, so that it can be a divisor.
     */
    double deviation() {
        double largest = Math.max(Math.abs(least), Math.abs(most));
        if (count == 0 || least == most || most - least <= ROUNDING * largest) {
            return 1;
        }
        double deviation = Math.sqrt(squares / count);
        if (deviation == 0 || Double.isInfinite(deviation)) {
            // squares overflow before values do; half the range is an upper bound
            return Math.max(most / 2 - least / 2, Double.MIN_NORMAL);
        }
        return deviation;
    }

    /** Returns the difference of the bounds; 1 if it is 0, so that it can be a divisor. */
    double range() {
        double range = count == 0 ? 0 : most - least;
        return range > 0 ? Math.min(range, Double.MAX_VALUE) : 1;
    }

    double least() {
        return count == 0 ? 0 : least;
    }

    /** Returns the quantiles 0, 1/n, … 1 of the sample; empty if there is no value. */
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
            quantiles[i] =
                    sorted[below] == sorted[above]
                            ? sorted[below]
                            : between(sorted[below], sorted[above], place - below);
        }
        // the bounds are exact, independent of the sample
        quantiles[0] = least;
        quantiles[n] = most;
        return quantiles;
    }

    /** Interpolates between two numbers, also if their difference overflows. */
    private static double between(double low, double high, double share) {
        double between = low + share * (high - low);
        return Double.isFinite(between) ? between : low * (1 - share) + high * share;
    }
}
