// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

/**
 * The factor by which a request must be expected to be early. It follows what happens: each
 * admitted request that is late raises it, each one in time lowers it a little, so that about one
 * in a hundred of those that had to wait is late (the stochastic approximation of a quantile;
 * Robbins and Monro, 1951). Not safe for several threads.
 */
final class Caution {

    private static final double LEAST = 1.1;

    /** The most: a client whose deadlines cannot be kept must not have all others refused. */
    private static final double MOST = 4;

    private static final double RAISE = 1.1;
    private static final double LOWER = 0.999;

    private double factor = 1.5;

    /** Returns the factor of expected times, from 1.1 to 4. */
    double factor() {
        return factor;
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
