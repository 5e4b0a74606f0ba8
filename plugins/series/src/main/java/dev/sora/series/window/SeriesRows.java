// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Sorts rows into their series and checks their times and values. A value that may be missing is
 * the one before it: never one after it, which a forecast does not know.
 */
final class SeriesRows {

    private static final long MOST_BYTES = 1L << 30;

    private final Windows windows;
    private final List<String> columns;
    private final Map<String, SeriesBuffer> all = new LinkedHashMap<>();
    private final Consumer<SeriesBuffer> added;
    private Optional<TimeStep> step;

    /**
     * Creates an instance without rows.
     *
     * @param added receives a series each time that a step has been added to it
     */
    SeriesRows(Windows windows, Consumer<SeriesBuffer> added) {
        this.windows = windows;
        this.columns = windows.values();
        this.step = windows.step();
        this.added = added;
    }

    /** Returns the series in the order of their first rows. */
    Collection<SeriesBuffer> series() {
        return all.values();
    }

    /** Returns the distance of two rows, which is known once a series has two. */
    Optional<TimeStep> step() {
        return step;
    }

    /**
     * Adds a row.
     *
     * @throws RecordException if it has no time or names no series
     * @throws DataException if its series is broken
     */
    void add(DataRecord row) {
        Object time =
                row.find(windows.time())
                        .flatMap(TimeValue::of)
                        .orElseThrow(() -> SeriesProblem.noTime(row, windows.time()));
        SeriesBuffer series = series(row);
        double[] values = values(row);
        if (!series.isStarted()) {
            start(row, series, time, values);
            return;
        }
        long index = index(row, series, time);
        if (!series.isBeyond()) {
            fill(row, series, index - series.count(), time);
        }
        series.last(time);
        if (Double.isNaN(values[0])) {
            missing(row, series, values);
        } else {
            present(row, series, values);
        }
    }

    /** Adds the steps without rows. */
    private void fill(DataRecord row, SeriesBuffer series, long gap, Object time) {
        if (gap > 0 && !windows.fills()) {
            throw SeriesProblem.gap(row, series, step.orElseThrow(), time, gap, windows.horizon());
        }
        if (gap > 0 && gap + series.pending() > windows.horizon()) {
            throw SeriesProblem.longGap(row, series, windows.horizon());
        }
        for (long i = 0; i < gap; i++) {
            double[] none = new double[columns.size()];
            Arrays.fill(none, Double.NaN);
            missing(row, series, none);
        }
    }

    private SeriesBuffer series(DataRecord row) {
        String name =
                windows.series()
                        .map(
                                column ->
                                        row.find(column)
                                                .map(Values::name)
                                                .filter(text -> !text.isEmpty())
                                                .orElseThrow(
                                                        () -> SeriesProblem.noSeries(row, column)))
                        .orElse("");
        SeriesBuffer known = all.get(name);
        if (known != null) {
            return known;
        }
        long bytes = (long) windows.width() * columns.size() * (Double.BYTES + 1) + Long.SIZE;
        if ((all.size() + 1) * bytes > MOST_BYTES) {
            throw SeriesProblem.tooLarge(row.where(), all.size() + 1L, windows);
        }
        SeriesBuffer fresh = new SeriesBuffer(name, windows.width(), columns.size());
        all.put(name, fresh);
        return fresh;
    }

    /** Returns the values of the columns; NaN where one is missing. */
    private double[] values(DataRecord row) {
        double[] values = new double[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String column = columns.get(i);
            values[i] = row.find(column).map(found -> value(row, column, found)).orElse(Double.NaN);
        }
        return values;
    }

    private static double value(DataRecord row, String column, Object found) {
        try {
            double value = Values.number(found);
            if (!Float.isInfinite((float) value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // below
        }
        throw SeriesProblem.noNumber(row, column, found);
    }

    /** Starts a series with its first complete row; rows before it are left out. */
    private void start(DataRecord row, SeriesBuffer series, Object time, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                if (!windows.fills()) {
                    throw SeriesProblem.noValue(row.where(), columns.get(i), series, true);
                }
                return;
            }
        }
        if (step.isPresent() && !step.get().fits(time)) {
            throw SeriesProblem.noStep(row, time, time, step.get().toString());
        }
        series.start(time);
        series.add(values);
        added.accept(series);
    }

    private long index(DataRecord row, SeriesBuffer series, Object time) {
        Object last = series.last();
        if (!TimeValue.alike(last, time)) {
            throw SeriesProblem.mixed(row.where(), time, last);
        }
        int order = TimeValue.compare(time, last);
        if (order <= 0) {
            throw order == 0
                    ? SeriesProblem.twice(row, series, time)
                    : SeriesProblem.unsorted(row, series, time);
        }
        if (step.isEmpty()) {
            if (TimeValue.areCompactDates(last, time)) {
                throw SeriesProblem.compactDate(row, windows.time(), last, time);
            }
            step = TimeStep.between(last, time, windows.zone());
            if (step.isEmpty()) {
                throw SeriesProblem.noStep(row, last, time, "");
            }
        }
        OptionalLong index = series.anchor().index(step.get(), time);
        if (index.isEmpty() || index.getAsLong() < series.count() && !series.isBeyond()) {
            throw SeriesProblem.uneven(row, series, step.get(), time);
        }
        return index.getAsLong();
    }

    private void present(DataRecord row, SeriesBuffer series, double[] values) {
        if (series.pending() > 0 && !windows.fills()) {
            throw SeriesProblem.noValue(
                    series.pendingAt(), columns.get(0), series, !series.isBeyond());
        }
        if (series.isBeyond()) {
            throw SeriesProblem.longGap(row, series, windows.horizon());
        }
        for (int i = 1; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                if (!windows.fills()) {
                    throw SeriesProblem.noValue(row.where(), columns.get(i), series, true);
                }
            }
        }
        series.add(values);
        added.accept(series);
    }

    /** Adds a step without a target: a missing one, or one after the end of the series. */
    private void missing(DataRecord row, SeriesBuffer series, double[] values) {
        if (series.pending() == windows.horizon()) {
            series.passBeyond();
            return;
        }
        series.addMissing(values, row.where());
        added.accept(series);
    }
}
