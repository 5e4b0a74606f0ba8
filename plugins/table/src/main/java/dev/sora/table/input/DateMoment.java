// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;

/**
 * A date as local time in a zone.
 *
 * @param wall the local time; if the data names no zone, the time that it states, even if a change
 *     to daylight saving time skipped it
 * @param seconds seconds since 1970
 */
record DateMoment(LocalDateTime wall, double seconds) {

    static DateMoment of(Temporal moment, ZoneId zone) {
        if (moment instanceof LocalDateTime wall) {
            // if a local time occurs twice, the earlier one is used
            return new DateMoment(wall, seconds(wall.atZone(zone).toInstant()));
        }
        Instant instant = (Instant) moment;
        return new DateMoment(LocalDateTime.ofInstant(instant, zone), seconds(instant));
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
