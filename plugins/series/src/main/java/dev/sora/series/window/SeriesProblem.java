// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Locale;

/** The problems of rows of series. */
final class SeriesProblem {

    private static final int LONGEST = 60;

    private SeriesProblem() {}

    static RecordException noTime(DataRecord row, String column) {
        return new RecordException(
                Problem.of("SORA-4630", "column '%s' holds no time".formatted(column))
                        .where(row.where())
                        .needs("a time such as 2017-07-01T00:00, or the number of a step")
                        .have(row.find(column).map(v -> shown(v.toString())).orElse("no value"))
                        .fix("correct the row, or name the column of the time in 'time'"));
    }

    static RecordException noSeries(DataRecord row, String column) {
        return new RecordException(
                Problem.of("SORA-4631", "column '%s' names no series".formatted(column))
                        .where(row.where())
                        .needs("the name of a series in each row")
                        .have("no value")
                        .fix("correct the row"));
    }

    static RecordException noNumber(DataRecord row, String column, Object value) {
        return new RecordException(
                Problem.of("SORA-4649", "column '%s' holds no number".formatted(column))
                        .where(row.where())
                        .needs("a number that a 32-bit float can hold")
                        .have("'%s'".formatted(shown(String.valueOf(value))))
                        .fix(
                                "write a plain number such as -1.5 or 2e3 (a csv source reads others"
                                        + " with 'decimal', 'thousands' and 'trim_end')"));
    }

    static DataException unsorted(DataRecord row, SeriesBuffer series, Object time) {
        return new DataException(
                Problem.of(
                                "SORA-4632",
                                "the rows of %s are not in the order of time".formatted(of(series)))
                        .where(row.where())
                        .needs("a time after " + series.last())
                        .have(time.toString())
                        .fix(
                                "sort the rows by time; if one column tells several series apart,"
                                        + " name it in 'series'"));
    }

    static DataException twice(DataRecord row, SeriesBuffer series, Object time) {
        return new DataException(
                Problem.of("SORA-4633", "a time occurs twice in %s".formatted(of(series)))
                        .where(row.where())
                        .needs("a time after " + series.last())
                        .have(time.toString())
                        .fix(
                                "keep one row of each time. If several series are mixed, name their"
                                        + " column in 'series'. If clocks were set back, write"
                                        + " times with a zone, such as 2017-10-29T02:00+02:00"));
    }

    /** A time that lies between two steps, or before the next one. */
    static DataException uneven(DataRecord row, SeriesBuffer series, TimeStep step, Object time) {
        boolean calendar = step.unit() == TimeStep.Unit.DAY && step.amount() >= 28;
        return uneven(
                row,
                series,
                step,
                time,
                calendar
                        ? "set 'step: 1mo' for months, or correct the time"
                        : "correct the time, or set 'step' if it is another. If clocks were set"
                                + " forward, write times with a zone");
    }

    /**
     * A time some steps after the next one.
     *
     * @param missing how many steps have no row
     * @param horizon how many steps {@code missing: previous} adds at most
     */
    static DataException gap(
            DataRecord row,
            SeriesBuffer series,
            TimeStep step,
            Object time,
            long missing,
            int horizon) {
        String remedy =
                missing + series.pending() <= horizon
                        ? "set 'missing: previous', which adds up to %d steps at once, the horizon"
                                .formatted(horizon)
                        : "give what follows as a series of its own ('missing: previous' adds up"
                                + " to %d steps at once, the horizon)".formatted(horizon);
        return uneven(
                row,
                series,
                step,
                time,
                "give the missing rows (%d), or %s. Set 'step' if it is another. If clocks were set forward, write times with a zone"
                        .formatted(missing, remedy));
    }

    private static DataException uneven(
            DataRecord row, SeriesBuffer series, TimeStep step, Object time, String fix) {
        return new DataException(
                Problem.of("SORA-4634", "the steps of %s are not equal".formatted(of(series)))
                        .where(row.where())
                        .needs("steps of %s: after %s".formatted(step, series.last()))
                        .have(time.toString())
                        .fix(fix));
    }

    static DataException mixed(String where, Object time, Object other) {
        return new DataException(
                Problem.of("SORA-4635", "times of different kinds cannot be compared")
                        .where(where)
                        .needs("all times with a zone, all without one, or all as numbers")
                        .have("%s and %s".formatted(other, time))
                        .fix(
                                "write all times alike, those of 'validation_from' and 'test_from' too"));
    }

    static DataException noStep(DataRecord row, Object first, Object second, String fixed) {
        return new DataException(
                Problem.of("SORA-4635", "the distance of two times does not suit the steps")
                        .where(row.where())
                        .needs(fixed.isEmpty() ? "whole seconds" : "steps of " + fixed)
                        .have("%s and %s".formatted(first, second))
                        .fix(
                                fixed.isEmpty()
                                        ? "write times of whole seconds, or numbers that count steps"
                                        : "set 'step' as the times have it, or correct the times"));
    }

    /**
     * A step without a value.
     *
     * @param fillable whether {@code missing: previous} fills it: steps without a target are filled
     *     up to the horizon
     */
    static DataException noValue(
            String where, String column, SeriesBuffer series, boolean fillable) {
        return new DataException(
                Problem.of(
                                "SORA-4636",
                                "%s has no value in column '%s'".formatted(of(series), column))
                        .where(where)
                        .needs("a finite number in each row")
                        .fix(
                                fillable
                                        ? "complete the row, or set 'missing: previous'"
                                        : "complete the rows, or give what follows them as a series"
                                                + " of its own: they are more than the horizon,"
                                                + " and 'missing: previous' fills no more"));
    }

    static DataException longGap(DataRecord row, SeriesBuffer series, int horizon) {
        return new DataException(
                Problem.of("SORA-4637", "too much of %s is missing at once".formatted(of(series)))
                        .where(row.where())
                        .needs("at most %d missing steps, the horizon".formatted(horizon))
                        .fix("complete the rows, or give what follows as a series of its own"));
    }

    static DataException tooFine(String where, String column, Rounding found) {
        return new DataException(
                Problem.of(
                                "SORA-4646",
                                "the values of '%s' are too large for their differences"
                                        .formatted(column))
                        .where(where)
                        .needs("differences that 32-bit floats distinguish, within each window")
                        .have(
                                "values up to %s that differ by %s in a window, and are rounded by up to %s"
                                        .formatted(found.largest(), found.range(), found.loss()))
                        .fix("subtract a constant from the column, such as its first value"));
    }

    static DataException compactDate(DataRecord row, String column, Object first, Object second) {
        return new DataException(
                Problem.of(
                                "SORA-4650",
                                "column '%s' has dates that are written as numbers"
                                        .formatted(column))
                        .where(row.where())
                        .needs("dates such as 2024-01-31, or numbers that count steps")
                        .have("%s and %s".formatted(first, second))
                        .fix(
                                "write the dates with hyphens; set 'step' if the numbers do count steps"));
    }

    static DataException noWindow(String where, Windows windows) {
        return new DataException(
                Problem.of("SORA-4638", "no series is long enough for a window")
                        .where(where)
                        .needs(
                                "%d steps: a history of %d and a horizon of %d"
                                        .formatted(
                                                windows.width(),
                                                windows.history(),
                                                windows.horizon()))
                        .fix("lower 'history' or 'horizon', or give more rows"));
    }

    static RecordException tooShort(String where, SeriesBuffer series, long steps, int history) {
        return new RecordException(
                Problem.of("SORA-4638", "%s is too short to continue".formatted(of(series)))
                        .where(where)
                        .needs("%d steps with a target".formatted(history))
                        .have(Long.toString(steps))
                        .fix("give more rows of its past"));
    }

    static DataException emptyPart(String where, String part, Windows windows) {
        return new DataException(
                Problem.of("SORA-4639", "no window falls into the part '%s'".formatted(part))
                        .where(where)
                        .needs(
                                part.equals("train")
                                        ? "%d steps before the first time of the validation or test"
                                                .formatted(windows.width())
                                        : "%d steps of the horizon within the part, and %d before them"
                                                .formatted(windows.horizon(), windows.history()))
                        .fix("move 'validation_from' or 'test_from', or lower 'horizon'"));
    }

    static DataException tooLarge(String where, long series, Windows windows) {
        return new DataException(
                Problem.of("SORA-4640", "the series are too many for windows of this size")
                        .where(where)
                        .needs("at most 1 GiB for the newest window of each series")
                        .have(
                                String.format(
                                        Locale.ROOT,
                                        "%,d series of %,d steps with %d columns",
                                        series,
                                        windows.width(),
                                        windows.values().size()))
                        .fix("lower 'history' or 'horizon', or train on some of the series"));
    }

    static RecordException noFuture(String where, SeriesBuffer series, int have, Windows windows) {
        return new RecordException(
                Problem.of(
                                "SORA-4641",
                                "what is known in advance of %s is not given".formatted(of(series)))
                        .where(where)
                        .needs(
                                "%d rows after the last target, without a target, with a number in"
                                                .formatted(windows.horizon())
                                        + " column "
                                        + String.join(", ", windows.known()))
                        .have("%d such rows".formatted(have))
                        .fix("add these rows to the data"));
    }

    private static String of(SeriesBuffer series) {
        return series.name().isEmpty()
                ? "the series"
                : "series '%s'".formatted(shown(series.name()));
    }

    private static String shown(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    }
}
