// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.particle.UnaryOutput;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin of the tests, with an output whose loss is defined for positive numbers only. */
public final class HalvedPlugin implements SoraPlugin {

    /** Called with each batch that is measured. */
    static volatile Runnable measuring = () -> {};

    /** The number of targets that were encoded. */
    static final AtomicInteger ENCODED = new AtomicInteger();

    @Override
    public String name() {
        return "halved";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new HalvedType());
    }

    private static final class HalvedType implements OutputType {

        private static final Setting<String> COLUMN =
                Setting.column("column", "The number.", ColumnType.NUMBER, ColumnType.TEXT)
                        .required();

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("halved", "Predicts positive numbers.", COLUMN);
        }

        @Override
        public Class<? extends Outcome> outcome() {
            return NumberOutcome.class;
        }

        @Override
        public List<String> defaultMetrics() {
            return List.of();
        }

        @Override
        public OutputParticle create(Settings settings) {
            return new Halved(settings.get(COLUMN));
        }
    }

    private record Halved(String column) implements UnaryOutput, UnaryFittedOutput {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(SignalSpec.floats());
        }

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return UnaryFittedOutput.super.plan(inputs);
        }

        @Override
        public FittedOutput fit(Records records) {
            return this;
        }

        @Override
        public FittedOutput restore(State state) {
            return this;
        }

        @Override
        public State state() {
            return State.builder().build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            ENCODED.addAndGet(records.size());
            HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, records.size());
            for (int i = 0; i < records.size(); i++) {
                String value = String.valueOf(records.get(i).get(column, Object.class));
                tensor.data().putFloat(i * Float.BYTES, Float.parseFloat(value));
            }
            return List.of(tensor);
        }

        @Override
        public Signal target(NDList encoded) {
            NDArray values = encoded.get(0);
            return Signal.of(values)
                    .with(Signal.DEFINED, values.gt(0).toType(DataType.FLOAT32, false));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(input.values().mean(new int[] {1}));
        }

        @Override
        public NDArray loss(Signal prediction, Signal target, Pass pass) {
            NDArray each = prediction.values().sub(target.values()).square();
            NDArray defined = target.part(Signal.DEFINED);
            return each.mul(defined).sum().div(defined.sum().maximum(1));
        }

        @Override
        public Outcome outcome(Signal prediction, Signal target) {
            measuring.run();
            int size = Math.toIntExact(target.values().size());
            return NumberOutcome.of(new double[size], new double[size]);
        }

        @Override
        public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
            return Collections.nCopies(
                    Math.toIntExact(prediction.values().size()), Map.of("guess", 1.0));
        }
    }
}
