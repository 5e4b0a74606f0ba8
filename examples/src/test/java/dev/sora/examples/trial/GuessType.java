// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.particle.UnaryOutput;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * {@code guess}: predicts a number as the mean of a signal; fails where its setting {@code fault}
 * requests it.
 */
final class GuessType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The number.", ColumnType.NUMBER).required();
    private static final Setting<String> FAULT =
            Setting.string("fault", "Where it fails.").orElse("");

    private static final Setting<Double> ABOVE =
            Setting.number("above", "The loss is defined for greater numbers only.")
                    .orElse(-Double.MAX_VALUE);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("guess", "Guesses.", COLUMN, FAULT, ABOVE);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return Guesses.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of();
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Guess(settings.get(COLUMN), settings.get(FAULT), settings.get(ABOVE));
    }

    private record Guess(String column, String fault, double above)
            implements UnaryOutput, UnaryFittedOutput {

        private void pass(String place) {
            if (fault.equals(place) || Later.isDue(fault, place)) {
                throw new IllegalStateException("boom at " + place);
            }
        }

        @Override
        public ParticlePlan plan(SignalSpec input) {
            if (input.values().rank() != 1 || input.values().type() != DataType.FLOAT32) {
                throw new ShapeException("a vector of floats", input);
            }
            return ParticlePlan.of(SignalSpec.floats());
        }

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return UnaryFittedOutput.super.plan(inputs);
        }

        @Override
        public FittedOutput fit(Records records) {
            pass("fit");
            return this;
        }

        @Override
        public FittedOutput restore(State state) {
            pass("restore");
            return this;
        }

        @Override
        public State state() {
            return State.builder().build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            pass("encode");
            HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, records.size());
            for (int i = 0; i < records.size(); i++) {
                double value = records.get(i).get(column, Double.class);
                tensor.data().putFloat(i * Float.BYTES, (float) value);
            }
            return List.of(tensor);
        }

        /** Marks the records with a defined loss only in batches in which some have none. */
        @Override
        public Signal target(NDList encoded) {
            NDArray values = encoded.get(0);
            if (above == -Double.MAX_VALUE) {
                return Signal.of(values);
            }
            NDArray defined = values.gt(above).toType(DataType.FLOAT32, false);
            boolean all = defined.sum().getFloat() == values.size();
            return all ? Signal.of(values) : Signal.of(values).with(Signal.DEFINED, defined);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            pass("forward");
            return Signal.of(input.values().mean(new int[] {1}));
        }

        @Override
        public NDArray loss(Signal prediction, Signal target, Pass pass) {
            pass("loss");
            NDArray each = prediction.values().sub(target.values()).square();
            if (!target.has(Signal.DEFINED)) {
                return each.mean();
            }
            NDArray defined = target.part(Signal.DEFINED);
            return each.mul(defined).sum().div(defined.sum().maximum(1));
        }

        @Override
        public Outcome outcome(Signal prediction, Signal target) {
            pass("outcome");
            int size = Math.toIntExact(target.values().size());
            return Guesses.of(size, fault);
        }

        @Override
        public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
            pass("decode");
            return Collections.nCopies(
                    Math.toIntExact(prediction.values().size()), Map.of("guess", 1.0));
        }
    }
}
