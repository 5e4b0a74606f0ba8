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
 * Parses times from strings and numbers: an {@link Instant} if there is a time zone, otherwise a
 * {@link LocalDateTime}, to which the reader applies a time zone.
 *
 * @since 1.3
 */
public final class Moments {

    /** A date with an optional time of day and time zone: ISO 8601, with T or a space. */
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

    /**
     * The bounds of a number that is read as seconds since 1970: the years 1973 to 2286, or as long
     * before 1970.
     */
    private static final long LEAST = 100_000_000L;

    private static final long MOST = 10_000_000_000L;
    private static final int LAST_YEAR = 9999;

    private Moments() {}

    /**
     * Parses a date, a date and time (ISO 8601), or seconds since 1970; empty if it is none of
     * them.
     */
    public static Optional<Temporal> parse(String text) {
        String trimmed = text.strip();
        char[] letters = trimmed.toCharArray();
        if (Numbers.isInteger(letters, 0, letters.length)) {
            return ofSeconds(Numbers.whole(letters, 0, letters.length)).map(Temporal.class::cast);
        }
        Optional<Temporal> moment = parse(trimmed, ISO);
        return moment.isPresent() ? moment : otherIso(trimmed);
    }

    /** Parses other forms: 24:00, leap seconds, a decimal comma, UTC. */
    private static Optional<Temporal> otherIso(String text) {
        String plain = text.replaceFirst(" ?(UTC|GMT)$", "Z");
        var fraction = FRACTION.matcher(plain);
        plain = fraction.matches() ? fraction.group(1) + "." + fraction.group(2) : plain;
        var leap = LEAP_SECOND.matcher(plain);
        if (leap.matches()) {
            // java.time has no leap seconds: use the second before
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
     * Returns the time of a number of seconds since 1970. Empty if the number is outside of the
     * years 1973 to 2286, because it is then probably a date written as digits, or milliseconds.
     */
    public static Optional<Instant> ofSeconds(long seconds) {
        return Math.abs(seconds) >= LEAST && Math.abs(seconds) < MOST
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    /**
     * Parses a string with a formatter; midnight if there is no time of day, empty if it does not
     * match.
     */
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

    /** Returns the date; the first day of the month or year if the day or month is not given. */
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
