// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;

/**
 * The statistics of a column's numbers.
 *
 * @param count the number of finite numbers
 * @param infinite the number of infinite numbers, which are excluded from everything else
 * @param zeros the number of zeros
 * @param negative the number of negative numbers
 * @param whole whether all are integers
 * @param least the minimum
 * @param most the maximum
 * @param mean the mean
 * @param deviation the standard deviation, with n - 1; 0 for one number
 * @param skewness the skewness: 0 if symmetric, above 0 with a long tail of large numbers
 * @param quantiles those of {@link #SHARES}
 * @param histogram counts over equal parts of the range; one count if all numbers are equal
 * @param sampled whether quantiles, skewness and histogram come from a sample
 * @param sample the numbers, or that sample, ascending
 */
public record NumberProfile(
        long count,
        long infinite,
        long zeros,
        long negative,
        boolean whole,
        double least,
        double most,
        double mean,
        double deviation,
        double skewness,
        double[] quantiles,
        long[] histogram,
        boolean sampled,
        double[] sample) {

    /** The percentages of the quantiles. */
    public static final List<Integer> SHARES = List.of(1, 5, 25, 50, 75, 95, 99);

    /** Returns the median. */
    public double median() {
        return quantiles[3];
    }
}
