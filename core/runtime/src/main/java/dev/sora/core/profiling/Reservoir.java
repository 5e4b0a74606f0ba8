// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A uniform sample of numbers (J. S. Vitter, 1985, Random sampling with a reservoir, algorithm R):
 * all of them if they are few. The same numbers in the same order give the same sample.
 */
final class Reservoir {

    private final int most;
    private final SplittableRandom random = new SplittableRandom(1);
    private double[] values = new double[64];
    private long seen;

    /**
     * Creates an empty sample.
     *
     * @param most the maximum number of numbers in it
     */
    Reservoir(int most) {
        this.most = most;
    }

    void add(double value) {
        if (seen < most) {
            if (seen == values.length) {
                values = Arrays.copyOf(values, Math.min(most, 2 * values.length));
            }
            values[(int) seen] = value;
        } else {
            long at = random.nextLong(seen + 1);
            if (at < most) {
                values[(int) at] = value;
            }
        }
        seen++;
    }

    /** Returns whether numbers are missing from the sample. */
    boolean isPartial() {
        return seen > most;
    }

    /** Returns the sample in ascending order. */
    double[] sorted() {
        double[] sorted = Arrays.copyOf(values, (int) Math.min(seen, most));
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Returns a quantile of ascending numbers, interpolated between two of them if necessary (the
     * usual definition, number 7 of Hyndman and Fan, 1996).
     */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int low = (int) Math.floor(place);
        int high = Math.min(sorted.length - 1, low + 1);
        double part = place - low;
        // between equal numbers, or if their difference overflows, the lower one is used
        return part == 0 || sorted[low] == sorted[high]
                ? sorted[low]
                : sorted[low] * (1 - part) + sorted[high] * part;
    }
}
