// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.source.Derivation.Parts;
import dev.sora.source.DerivationUse;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One pass over rows, which yields windows as soon as they are complete. For prediction it yields
 * one window for each series, at the end.
 */
final class WindowStream implements RecordStream {

    private final Windows windows;
    private final RecordStream rows;
    private final DerivationUse use;
    private final Consumer<List<PassedOver>> leftOut;
    private final Schema schema;
    private final SeriesRows sorted;
    private final Deque<DataRecord> ready = new ArrayDeque<>();
    private final Map<String, Long> counts = new HashMap<>();
    private DataRecord row;
    private String where = "";
    private long straddling;
    private long unknown;
    private Iterator<SeriesBuffer> ends;

    WindowStream(
            Windows windows,
            RecordStream rows,
            DerivationUse use,
            Consumer<List<PassedOver>> leftOut) {
        this.windows = windows;
        this.rows = rows;
        this.use = use;
        this.leftOut = leftOut;
        this.schema = windows.schema();
        this.sorted = new SeriesRows(windows, this::added);
    }

    @Override
    public Optional<DataRecord> next() {
        while (ready.isEmpty() && ends == null) {
            Optional<DataRecord> next = rows.next();
            if (next.isEmpty()) {
                end();
                break;
            }
            row = next.get();
            where = row.origin();
            sorted.add(row);
        }
        if (!ready.isEmpty()) {
            return Optional.of(ready.remove());
        }
        return use == DerivationUse.PREDICTION && ends.hasNext()
                ? Optional.of(newest(ends.next()))
                : Optional.empty();
    }

    private void added(SeriesBuffer series) {
        long from = series.count() - windows.width();
        boolean known = series.pending() == 0 || windows.fills();
        if (use == DerivationUse.PREDICTION || !known || from < 0 || from % windows.stride() != 0) {
            return;
        }
        double[] target = series.given(0, from + windows.history(), windows.horizon());
        boolean any = Arrays.stream(target).anyMatch(value -> !Double.isNaN(value));
        if (any && given(series, from + windows.history(), windows.horizon()) < windows.horizon()) {
            // an invented value of what is known in advance would be learned as if it were one
            unknown++;
            return;
        }
        Optional<String> part = any ? part(series, from + windows.history()) : Optional.empty();
        if (part.isPresent()) {
            counts.merge(part.get(), 1L, Long::sum);
            ready.add(window(series, from, part.get(), target));
        }
    }

    /** Returns the part of the steps that are predicted; empty if they are in two. */
    private Optional<String> part(SeriesBuffer series, long from) {
        if (use != DerivationUse.TRAINING) {
            return Optional.of(Parts.TEST);
        }
        TimeStep step = step();
        String first = part(series.anchor().time(step, from));
        String last = part(series.anchor().time(step, from + windows.horizon() - 1));
        if (!first.equals(last)) {
            straddling++;
            return Optional.empty();
        }
        return Optional.of(first);
    }

    private String part(Object time) {
        if (isFrom(windows.testFrom(), time)) {
            return Parts.TEST;
        }
        return isFrom(windows.validationFrom(), time) ? Parts.VALIDATION : Parts.TRAIN;
    }

    private boolean isFrom(Optional<Object> begin, Object time) {
        if (begin.isEmpty()) {
            return false;
        }
        Object own = TimeValue.asIn(begin.get(), time, windows.zone());
        if (!TimeValue.alike(own, time)) {
            throw SeriesProblem.mixed(row.where(), time, begin.get());
        }
        return TimeValue.compare(time, own) >= 0;
    }

    /** Returns the distance of two rows; of a series of one row it is unknown and not needed. */
    private TimeStep step() {
        return sorted.step().orElse(new TimeStep(1, TimeStep.Unit.COUNT, windows.zone()));
    }

    private void end() {
        ends = sorted.series().iterator();
        if (use == DerivationUse.PREDICTION || row == null) {
            return;
        }
        if (counts.isEmpty() && straddling == 0 && unknown == 0) {
            throw SeriesProblem.noWindow(where, windows);
        }
        if (use == DerivationUse.TRAINING) {
            checkPart(Parts.TRAIN);
            windows.validationFrom().ifPresent(at -> checkPart(Parts.VALIDATION));
            windows.testFrom().ifPresent(at -> checkPart(Parts.TEST));
        }
        tell();
    }

    private void checkPart(String part) {
        if (!counts.containsKey(part)) {
            throw SeriesProblem.emptyPart(where, part, windows);
        }
    }

    private void tell() {
        List<PassedOver> found = new ArrayList<>();
        List<String> brief =
                sorted.series().stream()
                        .filter(series -> series.count() < windows.width())
                        .map(SeriesBuffer::name)
                        .toList();
        if (!brief.isEmpty()) {
            found.add(
                    PassedOver.of(
                            "series of fewer than %d steps, which have no window"
                                    .formatted(windows.width()),
                            brief.size(),
                            brief,
                            "lower 'history' or 'horizon' to use them"));
        }
        if (straddling > 0) {
            found.add(
                    PassedOver.of(
                            "windows that predict steps of two parts, so that no part learns from"
                                    + " another",
                            straddling,
                            List.of()));
        }
        if (unknown > 0) {
            found.add(
                    PassedOver.of(
                            "windows that lack what is known in advance at a step they predict",
                            unknown,
                            List.of(),
                            "complete the column%s %s"
                                    .formatted(
                                            windows.known().size() > 1 ? "s" : "",
                                            String.join(", ", windows.known()))));
        }
        leftOut.accept(found);
    }

    /** Returns the window after which a series is to be continued. */
    private DataRecord newest(SeriesBuffer series) {
        long steps = series.count() - series.pending();
        if (steps < windows.history()) {
            throw SeriesProblem.tooShort(where, series, steps, windows.history());
        }
        if (!windows.known().isEmpty()) {
            checkFuture(series);
        }
        return window(series, steps - windows.history(), null, null);
    }

    private void checkFuture(SeriesBuffer series) {
        long from = series.count() - series.pending();
        int given = given(series, from, series.pending());
        if (given < windows.horizon()) {
            throw SeriesProblem.noFuture(where, series, given, windows);
        }
    }

    /** Returns at how many steps rows have all that is known in advance. */
    private int given(SeriesBuffer series, long from, int steps) {
        boolean[] lacks = new boolean[steps];
        int first = 1 + windows.past().size();
        for (int c = first; c < windows.values().size(); c++) {
            double[] values = series.given(c, from, steps);
            for (int i = 0; i < steps; i++) {
                lacks[i] |= Double.isNaN(values[i]);
            }
        }
        int given = 0;
        for (boolean lack : lacks) {
            given += lack ? 0 : 1;
        }
        return given;
    }

    private DataRecord window(SeriesBuffer series, long from, String part, double[] target) {
        checkRounding(series, from, target != null);
        TimeStep step = step();
        List<Object> values = new ArrayList<>();
        long origin = from + windows.history() - 1;
        values.add(series.anchor().time(step, origin).toString());
        values.add(step.toString());
        values.add(series.name());
        values.add(part);
        values.add(target == null ? times(series, step, origin) : null);
        values.add(from);
        values.add(series.filled(from, windows.history()));
        int columns = windows.values().size();
        for (int c = 0; c < columns; c++) {
            values.add(floats(series.column(c, from, windows.history())));
        }
        values.add(target == null ? null : floats(target));
        for (int c = columns - windows.known().size(); c < columns; c++) {
            values.add(floats(series.given(c, origin + 1, windows.horizon())));
        }
        return row.with(schema, values.toArray());
    }

    /** Returns the times of the steps that are predicted. */
    private List<String> times(SeriesBuffer series, TimeStep step, long origin) {
        return IntStream.rangeClosed(1, windows.horizon())
                .mapToObj(i -> series.anchor().time(step, origin + i).toString())
                .toList();
    }

    /** Refuses a window whose floats would not show the differences of its numbers. */
    private void checkRounding(SeriesBuffer series, long from, boolean predicted) {
        List<String> columns = windows.values();
        int past = windows.past().size();
        for (int c = 0; c < columns.size(); c++) {
            boolean ahead = c > past || c == 0 && predicted;
            Rounding rounding =
                    Rounding.of(
                            series.column(c, from, ahead ? windows.width() : windows.history()));
            if (rounding.hidesDifferences()) {
                throw SeriesProblem.tooFine(where, columns.get(c), rounding);
            }
        }
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    @Override
    public void close() {
        rows.close();
    }
}
