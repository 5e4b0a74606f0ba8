// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.concurrent.TimeUnit;

/**
 * How long a batch takes: the mean of the last ones. It is forgotten by half every few seconds
 * without a measurement, so that one slow batch does not have all later requests refused.
 */
final class Pace {

    /** The share of a new measurement in the mean. */
    private static final double NEW = 0.2;

    private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(5);

    private double mean;
    private long at;

    /** Notes a measurement. */
    void measured(long nanos) {
        mean = mean == 0 ? nanos : mean + NEW * (nanos - mean);
        at = System.nanoTime();
    }

    /** Returns the expected nanoseconds of a batch; 0 if nothing is known. */
    double nanos() {
        return mean == 0 ? 0 : mean * Math.pow(0.5, (System.nanoTime() - at) / HALF_LIFE);
    }
}
