// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The factor by which a request must be expected to be early. It follows what happens: each
 * admitted request that is late raises it, each one in time lowers it a little, so that about one
 * in a hundred of those that had to wait is late (the stochastic approximation of a quantile;
 * Robbins and Monro, 1951). What exceeds the first factor is forgotten by half every few seconds,
 * so that a server which is no longer overloaded soon admits as much as before. Not safe for
 * several threads.
 */
final class Caution {

    private static final double LEAST = 1.1;

    /** The most: a client whose deadlines cannot be kept must not have all others refused. */
    private static final double MOST = 4;

    private static final double RAISE = 1.1;
    private static final double LOWER = 0.999;
    private static final double FIRST = 1.5;
    private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier clock;
    private double factor = FIRST;
    private long at;

    /**
     * @param clock the nanoseconds, as {@link System#nanoTime()}
     */
    Caution(LongSupplier clock) {
        this.clock = clock;
        this.at = clock.getAsLong();
    }

    /** Returns the factor of expected times, from 1.1 to 4. */
    double factor() {
        long now = clock.getAsLong();
        if (factor > FIRST) {
            factor = FIRST + (factor - FIRST) * Math.pow(0.5, (now - at) / HALF_LIFE);
        }
        at = now;
        return factor;
    }

    /** Notes that an admitted request was late. */
    void late() {
        factor = Math.min(MOST, factor() * RAISE);
    }

    /** Notes that an admitted request was answered in time. */
    void inTime() {
        factor = Math.max(LEAST, factor() * LOWER);
    }
}
