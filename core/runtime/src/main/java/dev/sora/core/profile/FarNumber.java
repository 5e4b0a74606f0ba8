// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Optional;

/**
 * A number so far from all others of its column that scaling would make the others nearly equal: a
 * program's value for missing data, or an error.
 *
 * @param number the number
 * @param least the minimum of the others
 * @param most the maximum of the others
 */
public record FarNumber(double number, double least, double most) {

    /** The minimum distance, as a multiple of the range of the others. */
    private static final double FAR = 1000;

    /** The maximum share of records with the number; more are not an exception. */
    private static final double MOST_SHARE = 0.3;

    /** Returns the minimum or maximum of a column's numbers, if it is far from all others. */
    public static Optional<FarNumber> in(NumberProfile numbers) {
        double middle = numbers.median();
        double end =
                numbers.most() - middle > middle - numbers.least()
                        ? numbers.most()
                        : numbers.least();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        long others = 0;
        for (double value : numbers.sample()) {
            // values near the extreme belong to it: a rounded fill value, or several
            if (Math.abs(value - end) > Math.abs(end - middle) / 2) {
                least = Math.min(least, value);
                most = Math.max(most, value);
                others++;
            }
        }
        double gap = Math.min(Math.abs(end - least), Math.abs(end - most));
        boolean few = others >= (1 - MOST_SHARE) * numbers.sample().length;
        return few && most > least && gap > FAR * (most - least)
                ? Optional.of(new FarNumber(end, least, most))
                : Optional.empty();
    }
}
