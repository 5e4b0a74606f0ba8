// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The type {@code known-series}: what is known in advance of the steps of the horizon. */
public final class KnownSeriesType implements InputType {

    private static final int MOST_STEPS = 100_000;

    @SuppressWarnings("rawtypes")
    private static final Setting<List> COLUMNS =
            Setting.of(
                            "columns",
                            "Columns of the horizon, such as 'holiday_next'; each is scaled to mean"
                                    + " 0 and variance 1.",
                            SeriesType.VECTORS,
                            List.class)
                    .required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "known-series",
                "What is known in advance: a sequence with the values of each step of the horizon.",
                COLUMNS,
                SeriesType.RETURNS);
    }

    @Override
    public InputParticle create(Settings settings) {
        List<String> columns = SeriesType.names(settings.get(COLUMNS));
        if (columns.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-2350", "'columns' names no column")
                            .needs("at least one column that is known in advance")
                            .fix("name one, or remove the input"));
        }
        return new Input(columns, settings.get(SeriesType.RETURNS).equals("vector"));
    }

    private record Input(List<String> columns, boolean vector) implements InputParticle {

        @Override
        public SignalSpec spec() {
            return spec(TensorSpec.UNKNOWN);
        }

        private SignalSpec spec(long steps) {
            return SeriesInput.steps(steps, columns.size(), vector);
        }

        @Override
        public boolean steady() {
            return true;
        }

        @Override
        public FittedInput fit(Records records) {
            List<Scale.Sums> sums = new ArrayList<>();
            columns.forEach(column -> sums.add(new Scale.Sums()));
            int[] steps = new int[1];
            records.forEach(
                    record -> {
                        if (steps[0] == 0) {
                            float[] first = record.get(columns.get(0), float[].class);
                            steps[0] = Math.max(1, first.length);
                        }
                        for (int i = 0; i < columns.size(); i++) {
                            sums.get(i).add(WindowProblem.values(record, columns.get(i), steps[0]));
                        }
                    });
            return new Fitted(this, steps[0], sums.stream().map(Scale.Sums::scale).toList());
        }

        @Override
        public FittedInput grow(State state, Records records) {
            return restore(state);
        }

        @Override
        public FittedInput restore(State state) {
            double[] levels = state.numbers("levels", columns.size());
            double[] spreads = state.numbers("spreads", columns.size());
            List<Scale> scales = new ArrayList<>();
            for (int i = 0; i < levels.length; i++) {
                if (!(spreads[i] > 0)) {
                    throw state.broken("spreads", "numbers above 0");
                }
                scales.add(new Scale(levels[i], spreads[i]));
            }
            return new Fitted(this, (int) state.integer("steps", 1, MOST_STEPS), scales);
        }
    }

    private record Fitted(Input input, int steps, List<Scale> scales) implements FittedInput {

        @Override
        public SignalSpec spec() {
            return input.spec(steps);
        }

        @Override
        public State state() {
            return State.builder()
                    .integer("steps", steps)
                    .numbers("levels", scales.stream().mapToDouble(Scale::level).toArray())
                    .numbers("spreads", scales.stream().mapToDouble(Scale::spread).toArray())
                    .build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            int columns = scales.size();
            HostTensor values =
                    HostTensor.allocate(DataType.FLOAT32, records.size(), steps, columns);
            FloatBuffer to = values.data().asFloatBuffer();
            for (int row = 0; row < records.size(); row++) {
                for (int c = 0; c < columns; c++) {
                    float[] own =
                            WindowProblem.values(records.get(row), input.columns().get(c), steps);
                    for (int i = 0; i < steps; i++) {
                        int at = (row * steps + i) * columns + c;
                        to.put(at, (float) scales.get(c).of(own[i]));
                    }
                }
            }
            return List.of(values);
        }

        @Override
        public Signal forward(NDList encoded, Pass pass) {
            return SeriesInput.signal(encoded.get(0), steps, input.vector());
        }
    }
}
