// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The unit of a number that represents a date. */
enum DateUnit {
    /** Seconds since 1970 in UTC. */
    SECONDS(1e9),
    /** Milliseconds since 1970 in UTC. */
    MILLISECONDS(1e6),
    /** Microseconds since 1970 in UTC. */
    MICROSECONDS(1e3),
    /** Nanoseconds since 1970 in UTC. */
    NANOSECONDS(1),
    /** Days since 1970-01-01, without a time zone. */
    DAYS(0),
    /** Days as spreadsheets count them: 61 is 1 March 1900. */
    SPREADSHEET_DAYS(0);

    private static final LocalDate SPREADSHEET = LocalDate.of(1899, 12, 30);
    private static final double DAY_MILLIS = 86_400_000;

    /**
     * Spreadsheets count 29 February 1900, which did not exist, so earlier numbers are ambiguous.
     */
    private static final double FIRST_SOUND = 61;

    private final double nanos;

    DateUnit(double nanos) {
        this.nanos = nanos;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(u -> u.name().toLowerCase(Locale.ROOT)).toList();
    }

    static DateUnit of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns the time that an integer represents; empty outside of the years 1 to 9999. */
    Optional<Temporal> of(long count) {
        if (nanos == 0) {
            return of((double) count);
        }
        try {
            long perSecond = Math.round(1e9 / nanos);
            return bounded(
                    Instant.ofEpochSecond(
                            Math.floorDiv(count, perSecond),
                            Math.floorMod(count, perSecond) * (long) nanos));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the time that a number represents; empty outside of the years 1 to 9999. */
    Optional<Temporal> of(double count) {
        if (!Double.isFinite(count) || Math.abs(count) > 1e19) {
            return Optional.empty();
        }
        try {
            if (nanos > 0) {
                double seconds = count * nanos / 1e9;
                long whole = (long) Math.floor(seconds);
                return bounded(
                        Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e6) * 1000));
            }
            boolean spreadsheet = this == SPREADSHEET_DAYS;
            if (spreadsheet && count < FIRST_SOUND || Math.abs(count) > 4e6) {
                return Optional.empty();
            }
            LocalDateTime start = (spreadsheet ? SPREADSHEET : LocalDate.EPOCH).atStartOfDay();
            return bounded(start.plus(Duration.ofMillis(Math.round(count * DAY_MILLIS))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Temporal> bounded(Instant instant) {
        long seconds = instant.getEpochSecond();
        return seconds >= -62_135_596_800L && seconds < 253_402_300_800L
                ? Optional.of(instant)
                : Optional.empty();
    }

    private static Optional<Temporal> bounded(LocalDateTime wall) {
        return wall.getYear() >= 1 && wall.getYear() <= 9999 ? Optional.of(wall) : Optional.empty();
    }
}
