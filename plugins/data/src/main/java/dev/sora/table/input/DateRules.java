// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.table.cell.Moments;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * How dates become features.
 *
 * @param columns the columns
 * @param features the features of each
 * @param form the form of texts; ISO 8601 or seconds if there is none
 * @param zone the time zone in which hours and days are counted
 * @param missing the policy for missing dates
 */
record DateRules(
        List<String> columns,
        List<DateFeature> features,
        Optional<Form> form,
        ZoneId zone,
        String missing) {

    /**
     * A form of texts.
     *
     * @param pattern as it was given
     * @param formatter what reads it
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
    Optional<ZonedDateTime> read(DataRecord record, String column) {
        Object value = InputProblem.value(record, column);
        if (value == null || (value instanceof String text && text.isBlank())) {
            if (missing.equals("error")) {
                throw InputProblem.missing(record, column);
            }
            return Optional.empty();
        }
        Instant moment =
                moment(value)
                        .orElseThrow(
                                () ->
                                        InputProblem.none(
                                                record,
                                                column,
                                                form.map(f -> "a date such as " + f.pattern())
                                                        .orElse(
                                                                "a date (ISO 8601), or seconds"
                                                                        + " since 1970"),
                                                value));
        return Optional.of(moment.atZone(zone));
    }

    private Optional<Instant> moment(Object value) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        if (value instanceof Long seconds) {
            return Moments.ofSeconds(seconds);
        }
        String text = String.valueOf(value);
        return form.isPresent() ? Moments.parse(text, form.get().formatter()) : Moments.parse(text);
    }
}
