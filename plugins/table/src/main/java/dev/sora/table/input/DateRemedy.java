// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Moments;
import dev.sora.table.cell.MomentForm;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Suggests the settings with which a value is a valid date. */
final class DateRemedy {

    private static final List<String> FORMS =
            List.of(
                    "yyyy",
                    "yyyyMM",
                    "yyyyMMdd",
                    "ddMMyyyy",
                    "yyyyMMddHH",
                    "yyyyMMddHHmm",
                    "yyyyMMddHHmmss",
                    "dd.MM.yyyy",
                    "dd/MM/yyyy",
                    "MM/dd/yyyy",
                    "dd-MM-yyyy",
                    "yyyy/MM/dd",
                    "dd.MM.yyyy HH:mm",
                    "dd/MM/yyyy HH:mm",
                    "MM/dd/yyyy HH:mm",
                    "dd.MM.yyyy HH:mm:ss",
                    "dd/MM/yyyy HH:mm:ss",
                    "MM/dd/yyyy HH:mm:ss",
                    "yyyy/MM/dd HH:mm:ss",
                    "dd MMM yyyy",
                    "d MMMM yyyy",
                    "dd-MMM-yyyy",
                    "MMM d, yyyy");

    private DateRemedy() {}

    /**
     * Returns the settings that fit, such as {@code format: yyyyMMdd}; empty if no known one does.
     */
    static List<String> of(String given) {
        String text = given.strip();
        List<String> remedies = new ArrayList<>();
        for (String form : FORMS) {
            Optional<Temporal> moment =
                    Moments.parse(text, MomentForm.of(form, OptionalInt.empty(), Locale.ENGLISH));
            if (moment.filter(DateRemedy::isLikely).isPresent()) {
                remedies.add("format: " + (form.contains(", ") ? "'" + form + "'" : form));
            }
        }
        if (text.matches("-?\\d{1,19}")) {
            units(
                    Long.parseLong(text.length() > 18 ? text.substring(0, 18) : text),
                    text,
                    remedies);
        }
        return remedies;
    }

    private static void units(long number, String text, List<String> remedies) {
        for (DateUnit unit : DateUnit.values()) {
            boolean whole = text.length() <= 18 || unit == DateUnit.NANOSECONDS;
            long count = text.length() == 19 ? number * 10 : number;
            boolean small = unit == DateUnit.DAYS || unit == DateUnit.SPREADSHEET_DAYS;
            boolean likely =
                    whole
                            && (!small || number >= 5_000 && number < 80_000)
                            && unit.of(count)
                                    .map(DateRemedy::wall)
                                    .filter(DateRemedy::isRecent)
                                    .isPresent();
            if (likely) {
                remedies.add("unit: " + unit.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static boolean isLikely(Temporal moment) {
        int year = wall(moment).getYear();
        return year >= 1850 && year < 2150;
    }

    /** Returns whether a date that is read from digits is in a plausible year for data. */
    private static boolean isRecent(LocalDateTime moment) {
        return moment.getYear() >= 1973 && moment.getYear() < 2150;
    }

    private static LocalDateTime wall(Temporal moment) {
        return DateMoment.of(moment, java.time.ZoneOffset.UTC).wall();
    }
}
