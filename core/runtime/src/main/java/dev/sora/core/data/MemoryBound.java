// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.plan.DataPlan;

/** The memory limit for the data of a run, shared by all its splits. */
public final class MemoryBound {

    private long left;

    private MemoryBound(long bytes) {
        left = bytes;
    }

    /** Returns the bound of a plan. */
    public static MemoryBound of(DataPlan plan) {
        return new MemoryBound(
                plan.memory().isPresent()
                        ? plan.memory().getAsLong() << 20
                        : Runtime.getRuntime().maxMemory() / 4);
    }

    /** Returns a bound without a limit. */
    public static MemoryBound none() {
        return new MemoryBound(Long.MAX_VALUE);
    }

    /** Returns a bound that nothing fits into, so that every pass reads the source again. */
    public static MemoryBound nothing() {
        return new MemoryBound(-1);
    }

    /** Reserves memory; returns false if too little is left. */
    public boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Returns the bytes that are left. */
    public long left() {
        return left;
    }

    /** Releases memory. */
    public void giveBack(long bytes) {
        left += bytes;
    }
}
