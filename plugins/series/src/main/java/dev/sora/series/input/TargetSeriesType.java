// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.series.window.WindowColumns;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The type {@code target-series}: the last value of the history, and the steps to predict without
 * the last one. In prediction, core replaces it by what has been predicted so far.
 */
public final class TargetSeriesType implements InputType {

    private static final int MOST_STEPS = 100_000;

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The steps to predict, such as 'load_next'.",
                            ColumnType.VECTOR)
                    .required();
    private static final Setting<String> HISTORY =
            Setting.column(
                            "history",
                            "The history of the same column, such as 'load', whose mean and"
                                    + " standard deviation scale the values.",
                            ColumnType.VECTOR)
                    .required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "target-series",
                "The steps that an output 'generated-forecast' predicts, after the last value of the"
                        + " history: the first signal of a decoder.",
                COLUMN,
                HISTORY);
    }

    @Override
    public InputParticle create(Settings settings) {
        WindowProblem.checkNext(settings.get(COLUMN), settings.get(HISTORY));
        return new Input(settings.get(COLUMN), settings.get(HISTORY));
    }

    private record Input(String column, String history) implements InputParticle {

        @Override
        public SignalSpec spec() {
            return SeriesInput.steps(TensorSpec.UNKNOWN, 1, false);
        }

        /** The scale of a constant window is that of its series. */
        @Override
        public List<Column> optionalColumns() {
            return List.of(Column.of(WindowColumns.SERIES, ColumnType.TEXT));
        }

        @Override
        public FittedInput fit(Records records) {
            int[] sizes = new int[2];
            ScalesFit scales = new ScalesFit(SeriesInput.By.WINDOW);
            records.forEach(
                    record -> {
                        if (sizes[0] == 0) {
                            sizes[0] = Math.max(1, record.get(column, float[].class).length);
                            sizes[1] = Math.max(1, record.get(history, float[].class).length);
                        }
                        scales.add(record, WindowProblem.values(record, history, sizes[1]));
                    });
            return new Fitted(this, Math.max(1, sizes[0]), Math.max(1, sizes[1]), scales.scales());
        }

        @Override
        public FittedInput grow(State state, Records records) {
            return restore(state);
        }

        @Override
        public FittedInput restore(State state) {
            return new Fitted(
                    this,
                    (int) state.integer("horizon", 1, MOST_STEPS),
                    (int) state.integer("steps", 1, MOST_STEPS),
                    Scales.restore(SeriesInput.By.WINDOW, state));
        }
    }

    private record Fitted(Input input, int horizon, int steps, Scales scales)
            implements FittedInput {

        @Override
        public SignalSpec spec() {
            return SeriesInput.steps(horizon, 1, false);
        }

        @Override
        public State state() {
            return scales.addTo(State.builder().integer("horizon", horizon).integer("steps", steps))
                    .build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            HostTensor values = HostTensor.allocate(DataType.FLOAT32, records.size(), horizon, 1);
            FloatBuffer to = values.data().asFloatBuffer();
            for (DataRecord record : records) {
                float[] before = WindowProblem.values(record, input.history(), steps);
                Scale scale = scales.of(record, before);
                float[] next =
                        record.find(input.column()).map(float[].class::cast).orElse(new float[0]);
                float last = before[steps - 1];
                for (int i = 0; i < horizon; i++) {
                    to.put((float) scale.of(last));
                    // a missing step is the one before it, as in a history
                    last = i < next.length && Float.isFinite(next[i]) ? next[i] : last;
                }
            }
            return List.of(values);
        }

        @Override
        public Signal forward(NDList encoded, Pass pass) {
            return SeriesInput.signal(encoded.get(0), horizon, false);
        }
    }
}
