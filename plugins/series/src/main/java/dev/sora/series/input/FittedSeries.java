// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.series.window.WindowColumns;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fitted input {@code series}. It encodes values {@code (batch, steps, 1 + further columns)}, and
 * level and spread of each record {@code (batch, 1)}.
 *
 * @param steps the steps of the history
 * @param step the distance of two steps; empty if it is not known
 * @param all the scale of all series
 * @param with the scales of further columns
 * @param series the scale of each series, where each has its own
 */
record FittedSeries(
        SeriesInput input,
        int steps,
        String step,
        Scale all,
        List<Scale> with,
        Map<String, Scale> series,
        List<String> warnings)
        implements FittedInput {

    private static final int MOST_STEPS = 100_000;

    /** Returns the name of the series of a window; empty if there is one series only. */
    static String name(DataRecord record) {
        return record.find(WindowColumns.SERIES).map(String::valueOf).orElse("");
    }

    @Override
    public SignalSpec spec() {
        return input.spec(steps);
    }

    @Override
    public State state() {
        List<String> names = List.copyOf(series.keySet());
        return State.builder()
                .integer("steps", steps)
                .string("step", step)
                .number("level", all.level())
                .number("spread", all.spread())
                .numbers("levels", numbers(with, true))
                .numbers("spreads", numbers(with, false))
                .strings("series", names)
                .numbers("series_levels", numbers(List.copyOf(series.values()), true))
                .numbers("series_spreads", numbers(List.copyOf(series.values()), false))
                .build();
    }

    private static double[] numbers(List<Scale> scales, boolean levels) {
        return scales.stream().mapToDouble(s -> levels ? s.level() : s.spread()).toArray();
    }

    static FittedSeries restore(SeriesInput input, State state) {
        Map<String, Scale> series = new TreeMap<>();
        List<String> names = state.distinct("series");
        List<Scale> scales = scales(state, "series_levels", "series_spreads", names.size());
        for (int i = 0; i < names.size(); i++) {
            series.put(names.get(i), scales.get(i));
        }
        double spread = state.number("spread");
        if (!(spread > 0)) {
            throw state.broken("spread", "a number above 0");
        }
        return new FittedSeries(
                input,
                (int) state.integer("steps", 1, MOST_STEPS),
                state.string("step"),
                new Scale(state.number("level"), spread),
                scales(state, "levels", "spreads", input.with().size()),
                series,
                List.of());
    }

    private static List<Scale> scales(State state, String levels, String spreads, int count) {
        double[] level = state.numbers(levels, count);
        double[] spread = state.numbers(spreads, count);
        List<Scale> scales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!(spread[i] > 0)) {
                throw state.broken(spreads, "numbers above 0");
            }
            scales.add(new Scale(level[i], spread[i]));
        }
        return scales;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        int columns = 1 + with.size();
        HostTensor values = HostTensor.allocate(DataType.FLOAT32, records.size(), steps, columns);
        HostTensor levels = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        HostTensor spreads = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        FloatBuffer to = values.data().asFloatBuffer();
        FloatBuffer level = levels.data().asFloatBuffer();
        FloatBuffer spread = spreads.data().asFloatBuffer();
        for (int row = 0; row < records.size(); row++) {
            DataRecord record = records.get(row);
            checkStep(record);
            float[] own = WindowProblem.values(record, input.column(), steps);
            Scale scale = scale(record, own);
            put(own, scale, to, row * steps * columns, columns);
            for (int i = 0; i < with.size(); i++) {
                float[] more = WindowProblem.values(record, input.with().get(i), steps);
                put(more, with.get(i), to, row * steps * columns + 1 + i, columns);
            }
            level.put(row, (float) scale.level());
            spread.put(row, (float) scale.spread());
        }
        return List.of(values, levels, spreads);
    }

    private void checkStep(DataRecord record) {
        String have = record.find(WindowColumns.STEP).map(String::valueOf).orElse("");
        if (!have.isEmpty() && !step.isEmpty() && !have.equals(step)) {
            throw WindowProblem.otherStep(record, step, have);
        }
    }

    private Scale scale(DataRecord record, float[] values) {
        return switch (input.by()) {
            case WINDOW -> Scale.of(values);
            case ALL -> all;
            case SERIES -> {
                Scale own = series.get(name(record));
                if (own == null) {
                    throw WindowProblem.unknown(record, name(record));
                }
                yield own;
            }
        };
    }

    private static void put(float[] values, Scale scale, FloatBuffer to, int from, int stride) {
        for (int i = 0; i < values.length; i++) {
            to.put(from + i * stride, (float) scale.of(values[i]));
        }
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        boolean window = input.by() == SeriesInput.By.WINDOW;
        return SeriesInput.signal(encoded.get(0), steps, input.vector())
                .with(window ? SeriesType.WINDOW_LEVEL : SeriesType.LEVEL, encoded.get(1))
                .with(window ? SeriesType.WINDOW_SPREAD : SeriesType.SPREAD, encoded.get(2));
    }
}
