// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** Moments out of texts; what names no zone is taken as UTC. */
public final class Moments {

    /** A date, and a time of day and a zone if they are there: ISO 8601, a blank for the T. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
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

    private Moments() {}

    /** Returns the moment of a date, a date and time (ISO 8601), or seconds since 1970. */
    public static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        char[] letters = trimmed.toCharArray();
        if (Numbers.isWhole(letters, 0, letters.length)) {
            return ofSeconds(Numbers.whole(letters, 0, letters.length));
        }
        return parse(trimmed, ISO);
    }

    /** Returns the moment of so many seconds since 1970, within a million years of it. */
    public static Optional<Instant> ofSeconds(long seconds) {
        return Math.abs(seconds) < 31_557_600_000_000L
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    /** Returns a formatter for a pattern in Java's letters, {@code dd/MMM/yyyy HH:mm}. */
    public static DateTimeFormatter pattern(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.SMART);
    }

    /** Returns the moment of a text in a given form; midnight if there is no time of day. */
    public static Optional<Instant> parse(String text, DateTimeFormatter form) {
        try {
            TemporalAccessor parsed = form.parse(text.strip());
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Optional.of(Instant.from(parsed));
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId zone = parsed.query(TemporalQueries.zone());
            if (date == null) {
                return Optional.empty();
            }
            return Optional.of(
                    ZonedDateTime.of(
                                    date,
                                    time == null ? LocalTime.MIDNIGHT : time,
                                    zone == null ? ZoneOffset.UTC : zone)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
