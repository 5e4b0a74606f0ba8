// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Moments out of texts and numbers: an {@link Instant} where a zone is named, and else a {@link
 * LocalDateTime}, to which whoever reads it applies a zone.
 *
 * @since 1.3
 */
public final class Moments {

    /** A date, and a time of day and a zone if they are there: ISO 8601, a blank for the T. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendPattern("['T'][' ']HH:mm[:ss]")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalEnd()
                    .appendPattern("[' '][XXX][X]['['VV']']")
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern END_OF_DAY =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d[T ])24(:00(:00([.,]0+)?)?)(.*)");
    private static final Pattern LEAP_SECOND = Pattern.compile("(.*[T ]\\d\\d:59:)60(.*)");
    private static final Pattern FRACTION = Pattern.compile("(.*:\\d\\d),(\\d+.*)");

    /** Seconds in a number without a unit are of 1973 to 2286, or as far before 1970. */
    private static final long LEAST = 100_000_000L;

    private static final long MOST = 10_000_000_000L;
    private static final int LAST_YEAR = 9999;

    private Moments() {}

    /** Returns the moment of a date, a date and time (ISO 8601), or seconds since 1970. */
    public static Optional<Temporal> parse(String text) {
        String trimmed = text.strip();
        char[] letters = trimmed.toCharArray();
        if (Numbers.isWhole(letters, 0, letters.length)) {
            return ofSeconds(Numbers.whole(letters, 0, letters.length)).map(Temporal.class::cast);
        }
        Optional<Temporal> moment = parse(trimmed, ISO);
        return moment.isPresent() ? moment : otherIso(trimmed);
    }

    /** Reads what ISO 8601 allows beside: the end of a day, leap seconds, a comma, UTC. */
    private static Optional<Temporal> otherIso(String text) {
        String plain = text.replaceFirst(" ?(UTC|GMT)$", "Z");
        var fraction = FRACTION.matcher(plain);
        plain = fraction.matches() ? fraction.group(1) + "." + fraction.group(2) : plain;
        var leap = LEAP_SECOND.matcher(plain);
        if (leap.matches()) {
            // java.time counts no leap seconds: the second before stands for them
            return parse(leap.group(1) + "59" + leap.group(2), ISO);
        }
        var end = END_OF_DAY.matcher(plain);
        if (end.matches()) {
            return parse(end.group(1) + "00" + end.group(2) + end.group(5), ISO)
                    .map(t -> t.plus(java.time.Duration.ofDays(1)));
        }
        return plain.equals(text) ? Optional.empty() : parse(plain, ISO);
    }

    /**
     * Returns the moment of so many seconds since 1970; none if they are too few or too many to be
     * meant as such, as the digits of a date and milliseconds are.
     */
    public static Optional<Instant> ofSeconds(long seconds) {
        return Math.abs(seconds) >= LEAST && Math.abs(seconds) < MOST
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    /** Returns the moment of a text in a given form; midnight if there is no time of day. */
    public static Optional<Temporal> parse(String text, DateTimeFormatter form) {
        try {
            TemporalAccessor parsed = form.parse(text.strip());
            LocalDate date = date(parsed);
            if (date == null || date.getYear() < 1 || date.getYear() > LAST_YEAR) {
                return Optional.empty();
            }
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Optional.of(Instant.from(parsed));
            }
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId zone = parsed.query(TemporalQueries.zone());
            LocalDateTime wall = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
            return Optional.of(
                    zone == null ? wall : (Temporal) ZonedDateTime.of(wall, zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the date; the first day of a month or a year if no more is said. */
    private static LocalDate date(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date != null || !parsed.isSupported(ChronoField.YEAR)) {
            return date;
        }
        boolean day = parsed.isSupported(ChronoField.DAY_OF_MONTH);
        boolean month = parsed.isSupported(ChronoField.MONTH_OF_YEAR);
        return day && !month
                ? null
                : LocalDate.of(
                        parsed.get(ChronoField.YEAR),
                        month ? parsed.get(ChronoField.MONTH_OF_YEAR) : 1,
                        day ? parsed.get(ChronoField.DAY_OF_MONTH) : 1);
    }
}
