// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.reversal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
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
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code digit-sequence}: predicts the digit after each step of a sequence, or the end. It decodes
 * the symbol after the digits that the decoder received.
 */
final class DigitSequenceType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The digits.", ColumnType.TEXT).required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("digit-sequence", "The next digit, step by step.", COLUMN);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return Strings.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of();
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Sequence(settings.get(COLUMN));
    }

    /** The number of strings; no metric uses them. */
    private record Strings(int size) implements Outcome {}

    private static ParticlePlan plan(SignalSpec input) {
        if (!input.isSequence() || input.values().rank() != 2) {
            throw new ShapeException("a sequence of vectors", input, "put a decoder before it");
        }
        long in = input.values().dimension(1);
        return ParticlePlan.of(
                input.withValues(TensorSpec.floats(input.values().dimension(0), Symbols.COUNT)),
                ParameterSpec.weight("weight", Initialiser.fanIn(1), Symbols.COUNT, in),
                ParameterSpec.bias("bias", Initialiser.zeros(), Symbols.COUNT));
    }

    private record Sequence(String column) implements UnaryOutput {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return DigitSequenceType.plan(input);
        }

        @Override
        public FittedOutput fit(Records records) {
            return new Fitted(column, Symbols.longest(records, column));
        }

        @Override
        public FittedOutput restore(State state) {
            return new Fitted(column, (int) state.integer("longest", 1, 1000));
        }
    }

    private record Fitted(String column, int longest) implements UnaryFittedOutput {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return DigitSequenceType.plan(input);
        }

        @Override
        public State state() {
            return State.builder().integer("longest", longest).build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            int width = longest + 1;
            HostTensor targets = HostTensor.allocate(DataType.INT32, records.size(), width);
            for (int row = 0; row < records.size(); row++) {
                List<Integer> digits = Symbols.of(records.get(row), column, longest);
                digits.add(Symbols.END);
                for (int step = 0; step < digits.size(); step++) {
                    targets.data().putInt((row * width + step) * Integer.BYTES, digits.get(step));
                }
            }
            return List.of(targets);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            NDArray logits =
                    Linear.linear(input.values(), pass.parameter("weight"), pass.parameter("bias"))
                            .head();
            return input.withValues(logits.mul(LookBackType.mask(input, pass).expandDims(2)));
        }

        /**
         * Returns the mean cross-entropy of the valid steps; a record has one more step than
         * digits.
         */
        @Override
        public NDArray loss(Signal prediction, Signal target, Pass pass) {
            NDArray right = target.values().oneHot(Symbols.COUNT);
            NDArray surprise =
                    prediction.values().logSoftmax(2).mul(right).sum(new int[] {2}).neg();
            NDArray mask = LookBackType.mask(prediction, pass);
            return surprise.mul(mask).sum(new int[] {1}).div(mask.sum(new int[] {1})).mean();
        }

        @Override
        public Outcome outcome(Signal prediction, Signal target) {
            return new Strings(Math.toIntExact(prediction.values().getShape().get(0)));
        }

        @Override
        public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
            NDArray best = prediction.values().argMax(2);
            long[] indices = best.toLongArray();
            int steps = Math.toIntExact(best.getShape().get(1));
            int[] lengths = prediction.lengths().toIntArray();
            List<Map<String, Object>> decoded = new ArrayList<>();
            for (int row = 0; row < lengths.length; row++) {
                int next = (int) indices[row * steps + lengths[row] - 1];
                decoded.add(Map.of("next", Symbols.digit(next), "ended", next == Symbols.END));
            }
            return decoded;
        }
    }
}
