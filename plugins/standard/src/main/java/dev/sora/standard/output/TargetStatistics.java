// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

/**
 * Mean and deviation of numbers in one pass (B. P. Welford, 1962, Note on a method for calculating
 * corrected sums of squares and products), whatever their size and offset.
 */
final class TargetStatistics {

    /** A range of so few units in the last place is what rounding left of a constant. */
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

    /** Returns the standard deviation; 1 where all are equal but for rounding. */
    double deviation() {
        double largest = Math.max(Math.abs(least), Math.abs(most));
        if (count == 0 || least == most || most - least <= ROUNDING * largest) {
            return 1;
        }
        double deviation = Math.sqrt(squares / count);
        if (deviation == 0) {
            // squares leave the range of doubles before numbers do: half the range bounds it
            return Math.max(most / 2 - least / 2, Double.MIN_NORMAL);
        }
        return deviation;
    }
}
