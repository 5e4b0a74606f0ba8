// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.plan.DataPlan;

/** How much of the data of a run may be held in memory, shared by all parts of it. */
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

    /** Returns a bound that is never reached. */
    static MemoryBound none() {
        return new MemoryBound(Long.MAX_VALUE);
    }

    /** Takes memory if there is so much left. */
    boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Gives memory back. */
    void giveBack(long bytes) {
        left += bytes;
    }
}
