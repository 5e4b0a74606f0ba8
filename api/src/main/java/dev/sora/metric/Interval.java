// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

/**
 * A confidence interval of a metric, over the random choice of the evaluated records.
 *
 * @param low the lower bound
 * @param high the upper bound
 * @since 1.2
 */
public record Interval(double low, double high) {

    /** The quantile of the normal distribution that leaves 2.5 % above it. */
    private static final double Z = 1.959963984540054;

    /** Returns an interval. */
    public static Interval of(double low, double high) {
        return new Interval(low, high);
    }

    /**
     * Returns the 95 % confidence interval of a proportion (E. B. Wilson, 1927, Probable inference,
     * the law of succession, and statistical inference).
     *
     * @param hits the number of successes among {@code records}
     * @throws IllegalArgumentException if there are no records, or more hits than records
     */
    public static Interval ofShare(long hits, long records) {
        if (records < 1 || hits < 0 || hits > records) {
            throw new IllegalArgumentException("%d of %d records".formatted(hits, records));
        }
        double n = records;
        double share = hits / n;
        double divisor = 1 + Z * Z / n;
        double middle = (share + Z * Z / (2 * n)) / divisor;
        double reach = Z / divisor * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return new Interval(hits == 0 ? 0 : middle - reach, hits == records ? 1 : middle + reach);
    }
}
