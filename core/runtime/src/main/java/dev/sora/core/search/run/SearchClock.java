// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import java.time.Duration;
import java.util.Optional;

/** The time of a search: that of this process, after that of the processes that it continues. */
final class SearchClock {

    private static final double NANOS = 1e9;

    private final double before;
    private final double limit;
    private final long begun = System.nanoTime();

    /**
     * Starts the clock.
     *
     * @param before the seconds that the search took before
     * @param limit how long it may last in all
     */
    SearchClock(double before, Optional<Duration> limit) {
        this.before = before;
        this.limit = limit.map(span -> span.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY);
    }

    double seconds() {
        return before + (System.nanoTime() - begun) / NANOS;
    }

    boolean isOver() {
        return seconds() >= limit;
    }

    /**
     * Returns the seconds to wait for a trial. A search that has no result yet waits for its first
     * one, however long that takes: without it, the time would be lost.
     */
    double left(boolean hasResult) {
        return hasResult ? Math.max(0, limit - seconds()) : Double.POSITIVE_INFINITY;
    }
}
