// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The factor by which a request must be expected to be early. It follows what happens: each request
 * that was admitted by an estimate and is late raises it, each one in time lowers it a little, so
 * that at most about one in a hundred of them is late (the stochastic approximation of a quantile;
 * Robbins and Monro, 1951). What exceeds the least factor is forgotten while no request would have
 * to wait, so that a server which is no longer overloaded soon admits as much as before; under
 * overload nothing is forgotten. Not safe for several threads.
 */
final class Caution {

    /**
     * The least, and the first. While all are in time nothing is learned of overload, and what the
     * queue admits too much at its beginning is late.
     */
    private static final double LEAST = 1.5;

    /** The most: a client whose deadlines cannot be kept must not have all others refused. */
    private static final double MOST = 4;

    private static final double RAISE = 1.1;
    private static final double LOWER = 0.999;
    private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier clock;
    private double factor = LEAST;
    private boolean isIdle = true;

    /** The time since which it is known whether a request would have to wait. */
    private long since;

    /**
     * @param clock the nanoseconds, as {@link System#nanoTime()}
     */
    Caution(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** Returns the factor of expected times, from 1.5 to 4. */
    double factor() {
        return factor;
    }

    /** Notes whether a request that arrives from now on would not have to wait. */
    void idle(boolean isIdleNow) {
        long now = clock.getAsLong();
        if (isIdle) {
            factor = LEAST + (factor - LEAST) * Math.pow(0.5, (now - since) / HALF_LIFE);
        }
        isIdle = isIdleNow;
        since = now;
    }

    /** Notes that an admitted request was late. */
    void late() {
        factor = Math.min(MOST, factor * RAISE);
    }

    /** Notes that an admitted request was answered in time. */
    void inTime() {
        factor = Math.max(LEAST, factor * LOWER);
    }
}
