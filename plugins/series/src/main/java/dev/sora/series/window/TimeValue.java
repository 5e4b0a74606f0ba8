// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.Moments;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times of rows: an {@link Instant}, a {@link LocalDateTime}, or a number of a step. */
public final class TimeValue {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,15}");
    private static final long LARGEST = 1_000_000_000_000_000L;

    private TimeValue() {}

    /** Returns a value of a column, or a text, as a time; empty if it is none. */
    public static Optional<Object> of(Object value) {
        if (value instanceof Long number) {
            return Math.abs(number) <= LARGEST ? Optional.of(number) : Optional.empty();
        }
        if (value instanceof Instant || value instanceof LocalDateTime) {
            return Optional.of(value);
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        String stripped = text.strip();
        return INTEGER.matcher(stripped).matches()
                ? Optional.of(Long.valueOf(stripped))
                : Moments.parse(stripped).map(Object.class::cast);
    }

    /**
     * Returns whether two numbers read as days or months that are written without hyphens, such as
     * 20240131 or 202401. As numbers of steps they would have gaps at the end of each month.
     */
    static boolean areCompactDates(Object first, Object second) {
        return first instanceof Long a
                && second instanceof Long b
                && (isDay(a) && isDay(b) || isMonth(a) && isMonth(b));
    }

    private static boolean isMonth(long value) {
        return value >= 1900_01 && value <= 2100_12 && value % 100 >= 1 && value % 100 <= 12;
    }

    private static boolean isDay(long value) {
        return isMonth(value / 100)
                && value % 100 >= 1
                && value % 100
                        <= YearMonth.of((int) (value / 100_00), (int) (value / 100 % 100))
                                .lengthOfMonth();
    }

    /** Returns whether two times can be compared. */
    static boolean alike(Object first, Object second) {
        return first.getClass() == second.getClass();
    }

    /** Compares two times that are alike. */
    static int compare(Object first, Object second) {
        if (first instanceof Long a) {
            return a.compareTo((Long) second);
        }
        return first instanceof Instant a
                ? a.compareTo((Instant) second)
                : ((LocalDateTime) first).compareTo((LocalDateTime) second);
    }

    /** Returns a time without a zone as one of a zone, where another time has one. */
    static Object asIn(Object time, Object other, ZoneId zone) {
        return time instanceof LocalDateTime local && other instanceof Instant
                ? local.atZone(zone).toInstant()
                : time;
    }
}
