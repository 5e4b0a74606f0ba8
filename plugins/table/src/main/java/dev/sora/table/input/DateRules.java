// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Moments;
import dev.sora.data.Numbers;
import dev.sora.data.Values;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules that convert dates to features.
 *
 * @param columns the columns
 * @param features the features of each column
 * @param form the format of texts; ISO 8601 or seconds if empty
 * @param unit the unit of numbers; if empty, seconds, where the number is plausible as seconds
 * @param zone the time zone of dates without one, in which hours and days are computed
 * @param missing the policy for missing dates
 */
record DateRules(
        List<String> columns,
        List<DateFeature> features,
        Optional<Form> form,
        Optional<DateUnit> unit,
        ZoneId zone,
        String missing) {

    /**
     * Returns the setting that determines what is learned from dates, in the syntax of a manifest.
     */
    String learned() {
        return features.stream()
                .map(feature -> feature.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "features: [", "]"));
    }

    /**
     * A format of texts.
     *
     * @param pattern the pattern as set
     * @param formatter the formatter for the pattern
     */
    record Form(String pattern, DateTimeFormatter formatter) {}

    boolean indicates() {
        return missing.equals("indicator");
    }

    int width() {
        int each = features.stream().mapToInt(DateFeature::width).sum();
        return columns.size() * (each + (indicates() ? 1 : 0));
    }

    /** Returns the date of a record, if it has one. */
    Optional<DateMoment> read(DataRecord record, String column) {
        Object value = InputProblem.value(record, column);
        boolean none =
                value == null
                        || value instanceof String text && text.isBlank()
                        || value instanceof Double number && number.isNaN();
        if (none) {
            if (missing.equals("error")) {
                throw InputProblem.missing(record, column);
            }
            return Optional.empty();
        }
        Temporal moment =
                moment(value)
                        .orElseThrow(
                                () ->
                                        InputProblem.noDate(
                                                record, column, needs(), Values.name(value)));
        return Optional.of(DateMoment.of(moment, zone));
    }

    private String needs() {
        return form.map(f -> "a date such as " + f.pattern())
                .or(
                        () ->
                                unit.map(
                                        u ->
                                                u.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                                        + " of the years 1 to 9999"))
                .orElse("a date (ISO 8601), or seconds since 1970");
    }

    private Optional<Temporal> moment(Object value) {
        if (value instanceof Temporal moment) {
            return Optional.of(moment);
        }
        if (form.isPresent()) {
            // sources with typed columns yield a date of digits, such as 20240131, as an integer
            return Moments.parse(Values.name(value), form.get().formatter());
        }
        if (unit.isPresent()) {
            return counted(value, unit.get());
        }
        if (value instanceof Long seconds) {
            return Moments.ofSeconds(seconds).map(Temporal.class::cast);
        }
        return value instanceof Double seconds
                ? fraction(seconds)
                : Moments.parse(String.valueOf(value)).or(() -> fraction(text(value)));
    }

    private static double text(Object value) {
        return Numbers.parse(String.valueOf(value));
    }

    /** Converts seconds with a fraction, within the same bounds as integers. */
    private static Optional<Temporal> fraction(double seconds) {
        return Double.isNaN(seconds) || Moments.ofSeconds((long) seconds).isEmpty()
                ? Optional.empty()
                : DateUnit.SECONDS.of(seconds);
    }

    private static Optional<Temporal> counted(Object value, DateUnit unit) {
        if (value instanceof Long count) {
            return unit.of(count);
        }
        if (value instanceof Double count) {
            return unit.of(count);
        }
        char[] text = String.valueOf(value).toCharArray();
        return Numbers.isInteger(text, 0, text.length)
                ? unit.of(Numbers.whole(text, 0, text.length))
                : unit.of(Numbers.parse(text, 0, text.length));
    }
}
