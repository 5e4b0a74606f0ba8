// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.Arrays;

/**
 * The last measurements of one thing. Their median is the estimate: a first one that includes the
 * compilation of code, or one that another program disturbed, does not move it.
 */
final class Samples {

    private static final int KEPT = 8;

    private final double[] last = new double[KEPT];
    private long count;
    private double median = Double.NaN;

    void add(double value) {
        last[(int) (count++ % KEPT)] = value;
        double[] sorted = Arrays.copyOf(last, size());
        Arrays.sort(sorted);
        median = sorted[(sorted.length - 1) / 2];
    }

    void clear() {
        count = 0;
        median = Double.NaN;
    }

    /** Returns the number of measurements that are kept. */
    int size() {
        return (int) Math.min(count, KEPT);
    }

    /** Returns the median, the lower one of two; NaN without a measurement. */
    double median() {
        return median;
    }
}
