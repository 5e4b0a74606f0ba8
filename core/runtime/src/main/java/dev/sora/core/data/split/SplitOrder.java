// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.data.DataRecord;
import dev.sora.data.Numbers;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Sorts values as numbers or as times. */
final class SplitOrder {

    private static final int LONGEST = 64;

    /** The forms of ISO 8601; times without a zone are read as UTC. */
    private static final List<Function<String, Instant>> FORMS =
            List.of(
                    text -> OffsetDateTime.parse(text.replace(' ', 'T')).toInstant(),
                    text -> LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                    text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

    private SplitOrder() {}

    /**
     * A position in the order.
     *
     * @param at the number, or the microseconds since 1970
     */
    record Moment(double at, boolean time) {}

    static Moment of(Object value, String column, DataRecord record) {
        if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
            return new Moment(number.doubleValue(), false);
        }
        if (value instanceof Instant instant) {
            return new Moment(micros(instant), true);
        }
        if (value instanceof LocalDateTime local) {
            return new Moment(micros(local.toInstant(ZoneOffset.UTC)), true);
        }
        if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST) {
            String trimmed = text.strip();
            double number = Numbers.parse(trimmed);
            if (!Double.isNaN(number)) {
                return new Moment(number, false);
            }
            for (Function<String, Instant> form : FORMS) {
                try {
                    return new Moment(micros(form.apply(trimmed)), true);
                } catch (DateTimeException e) {
                    // the next form may match
                }
            }
        }
        throw unfit(column, record, value, "a number, or a time such as 2024-05-31T12:00:00Z");
    }

    private static double micros(Instant instant) {
        return instant.getEpochSecond() * 1e6 + instant.getNano() / 1000;
    }

    static RecordException unfit(String column, DataRecord record, Object value, String needs) {
        String have = value == null ? "no value" : value.toString();
        return new RecordException(
                Problem.of(
                                "SORA-4007",
                                "the value of column '%s' cannot be used to split the data"
                                        .formatted(column))
                        .where(record.where())
                        .needs(needs)
                        .have(have.length() > LONGEST ? have.substring(0, LONGEST) + "…" : have)
                        .fix(
                                "correct the record, split by another column, or set"
                                        + " 'on_error: skip'"));
    }
}
