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
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
        float[] target = series.target(from + windows.history(), windows.horizon());
        boolean any = false;
        for (float value : target) {
            any |= !Float.isNaN(value);
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
        String first = part(step.plus(series.first(), from));
        String last = part(step.plus(series.first(), from + windows.horizon() - 1));
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
        if (counts.isEmpty() && straddling == 0) {
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
        int first = 1 + windows.past().size();
        int given = 0;
        for (int i = 0; i < series.pending(); i++) {
            boolean whole = true;
            for (int c = 0; c < windows.known().size(); c++) {
                whole &= !Float.isNaN(series.column(first + c, from + i, 1)[0]);
            }
            given += whole ? 1 : 0;
        }
        if (given < windows.horizon()) {
            throw SeriesProblem.noFuture(where, series, given, windows);
        }
    }

    private DataRecord window(SeriesBuffer series, long from, String part, float[] target) {
        TimeStep step = step();
        List<Object> values = new ArrayList<>();
        long origin = from + windows.history() - 1;
        values.add(step.plus(series.first(), origin).toString());
        values.add(step.toString());
        values.add(series.name());
        values.add(part);
        values.add(from);
        int columns = windows.values().size();
        for (int c = 0; c < columns; c++) {
            values.add(series.column(c, from, windows.history()));
        }
        values.add(target);
        for (int c = columns - windows.known().size(); c < columns; c++) {
            values.add(series.column(c, origin + 1, windows.horizon()));
        }
        return row.with(schema, values.toArray());
    }

    @Override
    public void close() {
        rows.close();
    }
}
