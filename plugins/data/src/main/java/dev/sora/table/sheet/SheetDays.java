// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns numbers of days into dates without a zone, as ISO 8601 texts: what a person reads in the
 * sheet, and what a CSV of it would hold.
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
     * Returns the date of a number of days; nothing if there is none.
     *
     * @param from1904 whether days count from 1904, as old workbooks of the Macintosh do; else from
     *     1900, with a 29th of February in that year, which there was not
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

    /** Returns the time of day of a part of a day; a date where there is a day as well. */
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
