// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The time that this thread has computed, which does not depend on what else the machine does. */
public final class CpuTime {

    private CpuTime() {}

    /** Returns a reading of the clock. */
    public static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Returns the time computed since a reading. */
    public static Duration since(long begun) {
        return Duration.ofNanos(now() - begun);
    }
}
