// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

/**
 * The population stability index, which says how far a distribution is from a reference.
 *
 * <p>For the shares p of live data and q of the reference it is {@code sum((p - q) ln(p / q))}: the
 * symmetric divergence of H. Jeffreys (1946, An invariant form for the prior probability in
 * estimation problems), under the name that N. Siddiqi (2006, Credit risk scorecards) gives it,
 * with his reading: below 0.1 no change that matters, from 0.1 to 0.25 some, above 0.25 much. It is
 * 0 if the shares are equal, and has no upper bound. Both shares of a bin are raised to at least
 * {@value #LEAST_SHARE}, so that an empty bin has a finite part in it.
 *
 * <p>If both are samples of one distribution, of n and m records, the index is on average about (b
 * - 1)(1/n + 1/m) for b bins that occur (B. Yurdakul and J. Naranjo, 2020, Statistical properties
 * of the population stability index): too few records look like a change.
 */
public final class PopulationStability {

    /** The least share of a bin. */
    public static final double LEAST_SHARE = 1e-4;

    private PopulationStability() {}

    /**
     * Returns the index.
     *
     * @param reference the shares of the reference, which sum to 1
     * @param live the shares of the same bins
     * @throws IllegalArgumentException if the numbers of bins differ
     */
    public static double index(double[] reference, double[] live) {
        if (reference.length != live.length) {
            throw new IllegalArgumentException("shares of the same bins");
        }
        double sum = 0;
        for (int i = 0; i < live.length; i++) {
            double p = Math.max(LEAST_SHARE, live[i]);
            double q = Math.max(LEAST_SHARE, reference[i]);
            sum += (p - q) * Math.log(p / q);
        }
        return sum;
    }
}
