// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;

/**
 * A date as the clocks of a zone show it.
 *
 * @param wall what they show; where the data names no zone, what stands there, even if clocks that
 *     were set forward left it out
 * @param seconds seconds since 1970
 */
record DateMoment(LocalDateTime wall, double seconds) {

    static DateMoment of(Temporal moment, ZoneId zone) {
        if (moment instanceof LocalDateTime wall) {
            // of an hour that came twice the first is meant
            return new DateMoment(wall, seconds(wall.atZone(zone).toInstant()));
        }
        Instant instant = (Instant) moment;
        return new DateMoment(LocalDateTime.ofInstant(instant, zone), seconds(instant));
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
