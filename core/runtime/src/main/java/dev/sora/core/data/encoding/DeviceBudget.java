// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.engine.Engine;
import java.util.OptionalLong;

/**
 * Decides which encoded data is placed on a device as a whole. A device that shares the memory of
 * the machine has room for all that the machine holds; one with memory of its own gives half of
 * what is free to data, first to that which is asked for first. The rest is for weights, the
 * optimiser and what a step computes.
 */
public final class DeviceBudget {

    private static final int SHARE = 2;

    private final boolean bounded;
    private long left;

    private DeviceBudget(boolean bounded, long left) {
        this.bounded = bounded;
        this.left = left;
    }

    /** Returns the budget of the device in use, of which other processes may use a part. */
    public static DeviceBudget of(Engine engine) {
        OptionalLong memory = engine.freeMemory();
        if (memory.isEmpty()) {
            memory = engine.devices().get(0).memory();
        }
        return memory.isPresent()
                ? new DeviceBudget(true, memory.getAsLong() / SHARE)
                : unbounded();
    }

    /** Returns a budget for any data, such as that of a prediction. */
    public static DeviceBudget unbounded() {
        return new DeviceBudget(false, Long.MAX_VALUE);
    }

    /** Returns whether there is room for data, which is then taken. */
    synchronized boolean take(long bytes) {
        if (bounded && bytes > left) {
            return false;
        }
        left -= bounded ? bytes : 0;
        return true;
    }
}
