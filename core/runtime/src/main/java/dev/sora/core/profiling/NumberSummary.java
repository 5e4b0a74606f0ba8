// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.NumberProfile;
import java.util.Optional;

/** Collects counts, range, mean and distribution of numbers of any magnitude. */
final class NumberSummary {

    private static final double[] SHARES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
    private static final int BARS = 20;

    private final Reservoir sample;
    private long count;
    private long infinite;
    private long zeros;
    private long negative;
    private boolean whole = true;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double mean;

    /**
     * The squares of deviations are divided by the square of this number, so that none overflows.
     */
    private double unit = 1;

    private double squares;

    NumberSummary(int held) {
        sample = new Reservoir(held);
    }

    /** Adds a number; infinities are counted separately. */
    void add(double value) {
        if (Double.isInfinite(value)) {
            infinite++;
            return;
        }
        count++;
        zeros += value == 0 ? 1 : 0;
        negative += value < 0 ? 1 : 0;
        whole = whole && value == Math.rint(value);
        least = Math.min(least, value);
        most = Math.max(most, value);
        double before = value / 2 - mean / 2;
        mean += 2 * (before / count);
        double after = value / 2 - mean / 2;
        rescale(Math.max(Math.abs(before), Math.abs(after)));
        squares += 4 * (before / unit) * (after / unit);
        sample.add(value);
    }

    private void rescale(double size) {
        if (size == 0 || size <= unit && (squares > 0 || size > unit / 2)) {
            return;
        }
        double next = Math.scalb(1.0, Math.max(-1000, Math.min(1000, Math.getExponent(size) + 1)));
        squares = squares == 0 ? 0 : squares * (unit / next) * (unit / next);
        unit = next;
    }

    /** Returns the number of infinite values. */
    long infinite() {
        return infinite;
    }

    /** Returns the statistics, if there are numbers. */
    Optional<NumberProfile> found() {
        return count == 0 ? Optional.empty() : Optional.of(profile());
    }

    private NumberProfile profile() {
        double[] sorted = sample.sorted();
        double[] quantiles = new double[SHARES.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = Reservoir.quantile(sorted, SHARES[i]);
        }
        double deviation = count > 1 ? unit * Math.sqrt(Math.max(0, squares) / (count - 1)) : 0;
        return new NumberProfile(
                count,
                infinite,
                zeros,
                negative,
                whole,
                least,
                most,
                Math.max(least, Math.min(most, mean)),
                deviation,
                Math.max(-1e6, Math.min(1e6, skewness(sorted))),
                quantiles,
                histogram(sorted),
                sample.isPartial(),
                sorted);
    }

    /**
     * Returns the third moment of the sample over the cube of its deviation; 0 if all are equal.
     */
    private static double skewness(double[] sorted) {
        double size = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        double mean = 0;
        for (double value : sorted) {
            mean += size == 0 ? 0 : value / size / sorted.length;
        }
        double second = 0;
        double third = 0;
        for (double value : sorted) {
            double away = size == 0 ? 0 : value / size - mean;
            second += away * away / sorted.length;
            third += away * away * away / sorted.length;
        }
        return second < 1e-30 ? 0 : third / Math.pow(second, 1.5);
    }

    private static long[] histogram(double[] sorted) {
        double from = sorted[0];
        double to = sorted[sorted.length - 1];
        if (from == to) {
            return new long[] {sorted.length};
        }
        long[] bars = new long[BARS];
        for (double value : sorted) {
            // halves, because the whole difference may overflow
            double share = (value / 2 - from / 2) / (to / 2 - from / 2);
            bars[Math.min(BARS - 1, (int) (share * BARS))]++;
        }
        return bars;
    }
}
