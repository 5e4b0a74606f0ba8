// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Initialiser;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.particle.UnaryOutput;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code plain-number}: predicts a number, with the mean squared error as loss. */
public final class NumberType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of the right numbers.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER)
                    .required();

    /** Creates the type. */
    public NumberType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "plain-number", "A number, with the mean of squared errors as loss.", COLUMN);
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Number(settings.get(COLUMN));
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return NumberOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("plain-error");
    }

    private record Number(String column) implements UnaryOutput {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(
                    SignalSpec.floats(1),
                    ParameterSpec.weight("weight", Initialiser.fanIn(1), 1, MapType.width(input)),
                    ParameterSpec.bias("bias", Initialiser.zeros(), 1));
        }

        @Override
        public FittedOutput fit(Records records) {
            return new Fitted(column);
        }

        @Override
        public FittedOutput restore(State state) {
            return new Fitted(column);
        }
    }

    private record Fitted(String column) implements UnaryFittedOutput {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return new Number(column).plan(input);
        }

        @Override
        public State state() {
            return State.builder().build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
            for (int i = 0; i < records.size(); i++) {
                double value = records.get(i).get(column, java.lang.Number.class).doubleValue();
                tensor.data().putFloat(i * Float.BYTES, (float) value);
            }
            return List.of(tensor);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(
                    Linear.linear(
                                    MapType.rows(input),
                                    pass.parameter("weight"),
                                    pass.parameter("bias"))
                            .head());
        }

        @Override
        public NDArray loss(Signal prediction, Signal target, Pass pass) {
            return prediction.values().sub(target.values()).square().mean();
        }

        @Override
        public Outcome outcome(Signal prediction, Signal target) {
            return NumberOutcome.of(numbers(prediction.values()), numbers(target.values()));
        }

        @Override
        public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
            List<Map<String, Object>> decoded = new ArrayList<>();
            for (double number : numbers(prediction.values())) {
                decoded.add(Map.of(column, number));
            }
            return decoded;
        }

        private static double[] numbers(NDArray list) {
            float[] values = list.toFloatArray();
            double[] numbers = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                numbers[i] = values[i];
            }
            return numbers;
        }
    }
}
