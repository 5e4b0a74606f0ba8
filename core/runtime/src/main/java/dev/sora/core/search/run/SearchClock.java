// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.RunControl;
import java.time.Duration;
import java.util.Optional;

/**
 * The time of a search: that of this process, after that of the processes that it continues. A
 * search that is asked to stop has no time left.
 */
final class SearchClock {

    private static final double NANOS = 1e9;

    private final double before;
    private final double limit;
    private final RunControl control;
    private final long begun = System.nanoTime();

    /**
     * Starts the clock.
     *
     * @param before the seconds that the search took before
     * @param limit how long it may last in all
     */
    SearchClock(double before, Optional<Duration> limit, RunControl control) {
        this.before = before;
        this.control = control;
        this.limit = limit.map(span -> span.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY);
    }

    double seconds() {
        return before + (System.nanoTime() - begun) / NANOS;
    }

    boolean isOver() {
        return control.isStopped() || seconds() >= limit;
    }

    /** Returns why no time is left. */
    String end() {
        return control.isStopped() ? "it was asked to stop" : "the time is over";
    }

    /**
     * Returns the seconds to wait for a trial. A search that has no result yet waits for its first
     * one, however long that takes: without it, the time would be lost.
     */
    double left(boolean hasResult) {
        if (!hasResult) {
            return Double.POSITIVE_INFINITY;
        }
        return control.isStopped() ? 0 : Math.max(0, limit - seconds());
    }
}
