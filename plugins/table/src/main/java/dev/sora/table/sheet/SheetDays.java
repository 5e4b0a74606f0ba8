// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Converts numbers of days to dates without a zone, as ISO 8601 texts, which is how a sheet shows
 * them and how a CSV export contains them.
 */
final class SheetDays {

    private static final long DAY = 86_400_000;
    private static final int PHANTOM = 60;
    private static final int LAST = 2_958_465;
    private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 31);
    private static final LocalDate START_1904 = LocalDate.of(1904, 1, 1);
    private static final int SHIFT_1904 = 1462;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private SheetDays() {}

    /**
     * Returns the date of a number of days; empty if it is not a valid date.
     *
     * @param from1904 whether days count from 1904, as in old workbooks of the Macintosh; otherwise
     *     from 1900, including 29 February 1900, which did not exist
     */
    static Optional<String> date(double days, boolean from1904) {
        if (!(days >= 0) || days > LAST + 1 - (from1904 ? SHIFT_1904 : 0)) {
            return Optional.empty();
        }
        long millis = Math.round(days * DAY);
        long whole = millis / DAY;
        if (!from1904 && whole == PHANTOM) {
            return Optional.empty();
        }
        LocalDate day =
                from1904
                        ? START_1904.plusDays(whole)
                        : BEFORE_1900.plusDays(whole > PHANTOM ? whole - 1 : whole);
        if (!from1904 && whole == 0) {
            return millis % DAY == 0 ? Optional.empty() : Optional.of(clock(millis));
        }
        return Optional.of(millis % DAY == 0 ? day.toString() : day + "T" + clock(millis % DAY));
    }

    /** Returns the time of day of a fraction of a day; a date with time if there are whole days. */
    static Optional<String> time(double days, boolean from1904) {
        return days >= 0 && days < 1
                ? Optional.of(clock(Math.round(days * DAY) % DAY))
                : date(days, from1904);
    }

    private static String clock(long millis) {
        LocalTime time = LocalTime.ofNanoOfDay(millis * 1_000_000);
        return time.format(millis % 1000 == 0 ? SECONDS : MILLIS);
    }
}
