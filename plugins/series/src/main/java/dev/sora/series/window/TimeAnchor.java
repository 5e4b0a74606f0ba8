// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.OptionalLong;

/**
 * The time of position 0 of a series, and the day of the month on which its months continue. A
 * series that starts on 30 April may continue with 30 May or 31 May: only further rows tell. Until
 * a row does, it is taken to consist of last days.
 */
final class TimeAnchor {

    private static final int LAST = 31;

    private final Object first;

    /** The day of the month, or the least that it can be. */
    private int day;

    private boolean known;

    TimeAnchor(Object first) {
        this.first = first;
    }

    Object first() {
        return first;
    }

    /**
     * Returns the position of the time of a row; empty if it lies between two steps, or if its day
     * contradicts those of the rows before it.
     */
    OptionalLong index(TimeStep step, Object time) {
        if (!step.isMonths()) {
            return step.index(first, time);
        }
        LocalDateTime begin = step.local(first);
        LocalDateTime local = step.local(time);
        if (day == 0) {
            day = begin.getDayOfMonth();
            known = !TimeStep.isLast(begin.toLocalDate());
        }
        LocalDate date = local.toLocalDate();
        int own = date.getDayOfMonth();
        boolean last = TimeStep.isLast(date);
        int before = day;
        boolean knownBefore = known;
        if (!known && own >= day) {
            // a last day may stand for any later one, another day stands for itself
            day = own;
            known = !last;
        }
        OptionalLong index = step.months(begin, local);
        boolean fits = index.isPresent() && step.local(time(step, index.getAsLong())).equals(local);
        if (!fits) {
            day = before;
            known = knownBefore;
        }
        return fits ? index : OptionalLong.empty();
    }

    /** Returns the time of a position. */
    Object time(TimeStep step, long position) {
        return step.isMonths() && day > 0
                ? step.plus(first, position, known ? day : LAST)
                : step.plus(first, position);
    }
}
