// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distance of two steps of a series. Times are an {@link Instant}, a {@link LocalDateTime}, or
 * a {@link Long} that counts steps. Seconds, minutes and hours are durations; days, weeks, months
 * and years are those of the calendar in a zone, so a day may have 23 hours. A series that starts
 * on the last day of a month continues on last days.
 *
 * @param amount how many units, at least 1
 * @param zone the zone of calendar units where times are instants
 */
public record TimeStep(long amount, Unit unit, ZoneId zone) {

    private static final Pattern FORM =
            Pattern.compile("([1-9]\\d{0,8})(s|m|h|d|w|mo|y)?(?: (\\S+))?");

    private static final int LONGEST = 31;

    /** The units, with their names in settings. */
    public enum Unit {
        /** Steps that are counted. */
        COUNT(""),
        /** Seconds. */
        SECOND("s"),
        /** Minutes. */
        MINUTE("m"),
        /** Hours. */
        HOUR("h"),
        /** Days of the calendar. */
        DAY("d"),
        /** Weeks of the calendar. */
        WEEK("w"),
        /** Months. */
        MONTH("mo"),
        /** Years. */
        YEAR("y");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        private boolean isDuration() {
            return this == SECOND || this == MINUTE || this == HOUR;
        }

        private long seconds() {
            return this == SECOND ? 1 : this == MINUTE ? 60 : 3600;
        }
    }

    /** Returns the step of a text such as {@code 15m}, as {@link #toString()} writes it. */
    public static Optional<TimeStep> parse(String text, ZoneId zone) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String word = matcher.group(2) == null ? "" : matcher.group(2);
        Unit unit = Arrays.stream(Unit.values()).filter(u -> u.word.equals(word)).findFirst().get();
        try {
            ZoneId own = matcher.group(3) == null ? zone : ZoneId.of(matcher.group(3));
            return Optional.of(new TimeStep(Long.parseLong(matcher.group(1)), unit, own));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the step between two times in order; empty if there is none in whole units. */
    static Optional<TimeStep> between(Object first, Object second, ZoneId zone) {
        if (first instanceof Long a && second instanceof Long b) {
            return Optional.of(new TimeStep(b - a, Unit.COUNT, zone));
        }
        LocalDateTime from = local(first, zone);
        LocalDateTime to = local(second, zone);
        if (from.toLocalTime().equals(to.toLocalTime())) {
            long months = months(from.toLocalDate(), to.toLocalDate());
            if (months > 0) {
                return Optional.of(
                        months % 12 == 0
                                ? new TimeStep(months / 12, Unit.YEAR, zone)
                                : new TimeStep(months, Unit.MONTH, zone));
            }
            long days = ChronoUnit.DAYS.between(from, to);
            return Optional.of(
                    days % 7 == 0
                            ? new TimeStep(days / 7, Unit.WEEK, zone)
                            : new TimeStep(days, Unit.DAY, zone));
        }
        Duration duration = duration(first, second);
        if (duration.getNano() != 0) {
            return Optional.empty();
        }
        long seconds = duration.getSeconds();
        Unit unit = seconds % 3600 == 0 ? Unit.HOUR : seconds % 60 == 0 ? Unit.MINUTE : Unit.SECOND;
        return Optional.of(new TimeStep(seconds / unit.seconds(), unit, zone));
    }

    /**
     * Returns how many steps a time is after the first one of a series; empty if it lies between
     * two steps.
     */
    OptionalLong index(Object first, Object time) {
        if (first instanceof Long a && time instanceof Long b) {
            return whole(Math.subtractExact(b, a), amount);
        }
        if (unit.isDuration()) {
            Duration duration = duration(first, time);
            return duration.getNano() != 0
                    ? OptionalLong.empty()
                    : whole(duration.getSeconds(), amount * unit.seconds());
        }
        LocalDateTime from = local(first);
        LocalDateTime to = local(time);
        OptionalLong index =
                isMonths()
                        ? months(from, to)
                        : whole(
                                ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate()),
                                amount * size());
        // where clocks are set, an instant may have another local time than the day before
        return index.isPresent()
                        && (plus(from, index.getAsLong()).equals(to)
                                || plus(first, index.getAsLong()).equals(time))
                ? index
                : OptionalLong.empty();
    }

    /** Returns whether it counts months or years. */
    boolean isMonths() {
        return unit == Unit.MONTH || unit == Unit.YEAR;
    }

    /** Returns how many steps of months there are between the months of two times. */
    OptionalLong months(LocalDateTime from, LocalDateTime to) {
        return whole(
                ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to)),
                amount * size());
    }

    private long size() {
        return unit == Unit.WEEK ? 7 : unit == Unit.YEAR ? 12 : 1;
    }

    /**
     * Returns the time some steps after another; months after the last day of a month end on last
     * days.
     */
    public Object plus(Object first, long steps) {
        if (isMonths()) {
            LocalDate date = local(first).toLocalDate();
            return plus(first, steps, isLast(date) ? LONGEST : date.getDayOfMonth());
        }
        if (first instanceof Long a) {
            return a + steps * amount;
        }
        if (unit.isDuration()) {
            Duration more = Duration.ofSeconds(steps * amount * unit.seconds());
            return first instanceof Instant instant
                    ? instant.plus(more)
                    : ((LocalDateTime) first).plus(more);
        }
        LocalDateTime to = local(first).plusDays(steps * amount * size());
        return first instanceof Instant ? to.atZone(zone).toInstant() : to;
    }

    /** Returns the time some months after another, on a day of the month or the last before it. */
    Object plus(Object first, long steps, int day) {
        LocalDateTime from = local(first);
        LocalDate date = from.toLocalDate().withDayOfMonth(1).plusMonths(steps * amount * size());
        LocalDateTime to =
                date.withDayOfMonth(Math.min(day, date.lengthOfMonth())).atTime(from.toLocalTime());
        return first instanceof Instant ? to.atZone(zone).toInstant() : to;
    }

    /** Returns whether times of this kind can have such steps. */
    public boolean fits(Object time) {
        return time instanceof Long == (unit == Unit.COUNT);
    }

    private static OptionalLong whole(long distance, long size) {
        return distance % size == 0 ? OptionalLong.of(distance / size) : OptionalLong.empty();
    }

    /**
     * Returns the months between two dates of the same day of the month, two last days, or a day
     * and the last one of a month that lacks it; or 0.
     */
    private static long months(LocalDate from, LocalDate to) {
        boolean alike =
                from.getDayOfMonth() == to.getDayOfMonth()
                        || isLast(to)
                                && (isLast(from) || from.getDayOfMonth() > to.getDayOfMonth());
        return alike ? ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to)) : 0;
    }

    static boolean isLast(LocalDate date) {
        return date.getDayOfMonth() == date.lengthOfMonth();
    }

    private static Duration duration(Object first, Object second) {
        return first instanceof Instant a
                ? Duration.between(a, (Instant) second)
                : Duration.between((LocalDateTime) first, (LocalDateTime) second);
    }

    /** Returns the time of the calendar of the zone. */
    LocalDateTime local(Object time) {
        return local(time, zone);
    }

    private static LocalDateTime local(Object time, ZoneId zone) {
        return time instanceof Instant instant
                ? LocalDateTime.ofInstant(instant, zone)
                : (LocalDateTime) time;
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        boolean zoned = unit.compareTo(Unit.DAY) >= 0 && !zone.normalized().equals(ZoneOffset.UTC);
        return amount + unit.word + (zoned ? " " + zone : "");
    }
}
