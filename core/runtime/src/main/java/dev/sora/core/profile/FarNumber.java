// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Optional;

/**
 * A number so far from all others of its column that, once it is scaled with them, they are hardly
 * told apart: what a program writes for a missing value, or an error.
 *
 * @param number the number
 * @param least the least of the others
 * @param most the greatest of the others
 */
public record FarNumber(double number, double least, double most) {

    /** By how many times the range of the others it is away from them. */
    private static final double FAR = 1000;

    /** More records than these hold no exception. */
    private static final double MOST_SHARE = 0.3;

    /** Returns the farther end of a column's numbers, if it is far from all others. */
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
            // values near the end are of its kind: a fill value that was rounded, or several
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
