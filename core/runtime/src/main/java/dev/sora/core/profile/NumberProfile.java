// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;

/**
 * What a column's numbers are like.
 *
 * @param count how many finite numbers there are
 * @param infinite how many are infinite; they count in nothing else
 * @param zeros how many are 0
 * @param negative how many are below 0
 * @param whole whether all are integers
 * @param least the least
 * @param most the greatest
 * @param mean their mean
 * @param deviation their standard deviation, with n - 1; 0 of one number
 * @param skewness how far they lean to one side: 0 if they do not, above 0 with a long tail of
 *     great ones
 * @param quantiles those of {@link #SHARES}
 * @param histogram counts over equal parts of the range; one if all numbers are equal
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

    /** The shares of records that lie below the quantiles, in percent. */
    public static final List<Integer> SHARES = List.of(1, 5, 25, 50, 75, 95, 99);

    /** Returns the median. */
    public double median() {
        return quantiles[3];
    }
}
