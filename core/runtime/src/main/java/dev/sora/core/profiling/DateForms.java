// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the date formats that all strings of a column have, from the first strings only. */
final class DateForms {

    /** The maximum number of strings that are examined. */
    static final int LOOKED_AT = 20_000;

    /** Date formats, common ones before rare ones; each with and without a time of day. */
    private static final List<String> DAYS =
            List.of(
                    "uuuu-MM-dd",
                    "uuuu/MM/dd",
                    "dd/MM/uuuu",
                    "MM/dd/uuuu",
                    "d/M/uuuu",
                    "M/d/uuuu",
                    "dd.MM.uuuu",
                    "d.M.uuuu",
                    "dd-MM-uuuu",
                    "MM-dd-uuuu",
                    "dd-MMM-uuuu",
                    "dd MMM uuuu",
                    "d MMM uuuu",
                    "MMM d, uuuu",
                    "d MMMM uuuu",
                    "MMMM d, uuuu");

    private static final List<String> TIMES =
            List.of("", " HH:mm", " HH:mm:ss", "'T'HH:mm", "'T'HH:mm:ss", " h:mm a", " h:mm:ss a");

    private static final String ISO = "ISO 8601";

    private record Form(String pattern, DateTimeFormatter formatter) {}

    private List<Form> left;
    private int looked;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    /** Returns whether further strings change nothing. */
    boolean isDone() {
        return looked >= LOOKED_AT || left != null && left.isEmpty();
    }

    /** Examines a string that is neither blank nor a number. */
    void add(String given) {
        String text = given.strip();
        looked++;
        if (text.length() < 6 || text.length() > 40 || !hasDigit(text)) {
            left = List.of();
            return;
        }
        if (left == null) {
            left = all();
        }
        List<Form> fitting = new ArrayList<>();
        for (Form form : left) {
            Optional<Instant> parsed = parse(text, form.formatter);
            if (parsed.isPresent()) {
                if (fitting.isEmpty()) {
                    first = parsed.get().isBefore(first) ? parsed.get() : first;
                    last = parsed.get().isAfter(last) ? parsed.get() : last;
                }
                fitting.add(form);
            }
        }
        left = fitting;
    }

    /**
     * Returns the formats that match all strings; empty for the format that inputs read without a
     * pattern.
     */
    List<String> fitting() {
        return left == null || looked == 0
                ? List.of()
                : left.stream().map(f -> f.pattern.equals(ISO) ? "" : f.pattern).toList();
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static List<Form> all() {
        List<Form> forms = new ArrayList<>();
        forms.add(new Form(ISO, iso()));
        for (String day : DAYS) {
            for (String time : TIMES) {
                String pattern = day + time;
                forms.add(
                        new Form(
                                pattern.replace('u', 'y'),
                                new DateTimeFormatterBuilder()
                                        .parseCaseInsensitive()
                                        .appendPattern(pattern)
                                        .toFormatter(Locale.ENGLISH)
                                        .withResolverStyle(ResolverStyle.STRICT)));
            }
        }
        return forms;
    }

    private static DateTimeFormatter iso() {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .optionalStart()
                .appendPattern("['T'][' ']HH:mm[:ss]")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .optionalEnd()
                .appendPattern("[XXX][X]")
                .optionalEnd()
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter form) {
        try {
            TemporalAccessor parsed = form.parse(text);
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Optional.of(Instant.from(parsed));
            }
            ZoneId zone = parsed.query(TemporalQueries.zone());
            LocalDateTime wall =
                    parsed.query(TemporalQueries.localTime()) == null
                            ? parsed.query(TemporalQueries.localDate()).atStartOfDay()
                            : LocalDateTime.from(parsed);
            return Optional.of(wall.atZone(zone == null ? ZoneOffset.UTC : zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
