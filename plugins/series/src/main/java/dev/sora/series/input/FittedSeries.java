// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.series.window.WindowColumns;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A fitted input {@code series}. It encodes values {@code (batch, steps, 1 + further columns)}, and
 * level and spread of each record {@code (batch, 1)}.
 *
 * @param steps the steps of the history
 * @param step the distance of two steps; empty if it is not known
 * @param scales the scales of the column
 * @param with the scales of further columns
 */
record FittedSeries(
        SeriesInput input,
        int steps,
        String step,
        Scales scales,
        List<Scale> with,
        List<String> warnings)
        implements FittedInput {

    /** The key of the kind of scale, which states of earlier versions lack. */
    static final String SCALE = "scale";

    private static final int MOST_STEPS = 100_000;

    @Override
    public SignalSpec spec() {
        return input.spec(steps);
    }

    @Override
    public State state() {
        return scales.addTo(State.builder().integer("steps", steps).string("step", step))
                .string(SCALE, input.by().word())
                .numbers("levels", Scales.levels(with))
                .numbers("spreads", Scales.spreads(with))
                .build();
    }

    static FittedSeries restore(SeriesInput input, State state) {
        return new FittedSeries(
                input,
                (int) state.integer("steps", 1, MOST_STEPS),
                state.string("step"),
                Scales.restore(input.by(), state),
                Scales.list(state, "levels", "spreads", input.with().size()),
                List.of());
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
            Scale scale = scales.of(record, own);
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

    private static void put(float[] values, Scale scale, FloatBuffer to, int from, int stride) {
        for (int i = 0; i < values.length; i++) {
            to.put(from + i * stride, (float) scale.of(values[i]));
        }
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        boolean window = input.by() == SeriesInput.By.WINDOW;
        long batch = encoded.get(0).getShape().get(0);
        NDArray scaled = pass.manager().zeros(new Shape(batch), DataType.INT32);
        return SeriesInput.signal(encoded.get(0), steps, input.vector())
                .with(SeriesType.SCALED, scaled)
                .with(window ? SeriesType.WINDOW_LEVEL : SeriesType.LEVEL, encoded.get(1))
                .with(window ? SeriesType.WINDOW_SPREAD : SeriesType.SPREAD, encoded.get(2));
    }
}
