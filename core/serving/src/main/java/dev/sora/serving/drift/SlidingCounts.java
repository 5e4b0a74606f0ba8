// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.drift;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Counts that forget: those of the last minutes. Time is cut into slots; a slot that is too old is
 * emptied, so memory does not depend on the number of requests.
 */
final class SlidingCounts {

    private static final int SLOTS = 12;

    private final long slotNanos;
    private final LongSupplier clock;
    private final long begin;
    private final long[][] counts;
    private final long[] periods = new long[SLOTS];

    /**
     * Creates counts.
     *
     * @param size the number of counts
     * @param window the time until a count is forgotten, up to a twelfth of it sooner
     * @param clock the time in nanoseconds
     */
    SlidingCounts(int size, Duration window, LongSupplier clock) {
        this.slotNanos = Math.max(1, window.toNanos() / SLOTS);
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.counts = new long[SLOTS][size];
        Arrays.fill(periods, -SLOTS);
    }

    private long period() {
        return (clock.getAsLong() - begin) / slotNanos;
    }

    /** Adds one to each of some counts. */
    synchronized void add(int[] places) {
        long period = period();
        int slot = (int) (period % SLOTS);
        if (periods[slot] != period) {
            Arrays.fill(counts[slot], 0);
            periods[slot] = period;
        }
        for (int place : places) {
            counts[slot][place]++;
        }
    }

    /** Returns the counts that are not forgotten. */
    synchronized long[] sums() {
        long oldest = period() - SLOTS;
        long[] sums = new long[counts[0].length];
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int i = 0; i < sums.length && periods[slot] > oldest; i++) {
                sums[i] += counts[slot][i];
            }
        }
        return sums;
    }
}
