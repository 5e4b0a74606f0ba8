// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much longer batches take together than their medians. Other threads interrupt one that
 * computes: most batches are not interrupted, so their median is short, but those that are decide
 * how long a queue takes. What was measured is forgotten by half every second. Not safe for several
 * threads.
 */
final class Overrun {

    private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(1);

    /** Nanoseconds that count as taken as expected, so that a single batch is soon forgotten. */
    private static final double PRIOR = TimeUnit.MILLISECONDS.toNanos(20);

    private final LongSupplier clock;
    private double expected;
    private double taken;
    private long at;

    /**
     * @param clock the nanoseconds, as {@link System#nanoTime()}
     */
    Overrun(LongSupplier clock) {
        this.clock = clock;
        this.at = clock.getAsLong();
    }

    /** Notes the nanoseconds that a batch was expected to take, and took. */
    void measured(double expectedNanos, double takenNanos) {
        forget();
        expected += expectedNanos;
        taken += takenNanos;
    }

    /** Returns the factor by which batches exceed what is expected, at least 1. */
    double ratio() {
        forget();
        return Math.max(1, (taken + PRIOR) / (expected + PRIOR));
    }

    private void forget() {
        long now = clock.getAsLong();
        double left = Math.pow(0.5, (now - at) / HALF_LIFE);
        expected *= left;
        taken *= left;
        at = now;
    }
}
