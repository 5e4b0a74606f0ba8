// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

/**
 * The mean and standard deviation of numbers, in one pass (B. P. Welford, 1962, Note on a method
 * for calculating corrected sums of squares and products), for any magnitude.
 */
final class TargetStatistics {

    /** A range of at most this many units in the last place is the rounding error of a constant. */
    private static final double ROUNDING = 4 * 0x1p-52;

    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(double value) {
        count++;
        double change = value - mean;
        mean += change / count;
        squares += change * (value - mean);
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    /** Returns the mean; 0 if there were no numbers. */
    double mean() {
        return mean;
    }

    /** Returns the standard deviation; 1 if all numbers are equal up to rounding. */
    double deviation() {
        double largest = Math.max(Math.abs(least), Math.abs(most));
        if (count == 0 || least == most || most - least <= ROUNDING * largest) {
            return 1;
        }
        double deviation = Math.sqrt(squares / count);
        if (deviation == 0) {
            // squares overflow before numbers do; half the range is an upper bound
            return Math.max(most / 2 - least / 2, Double.MIN_NORMAL);
        }
        return deviation;
    }
}
