// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.generation.StepState;
import dev.sora.generation.Stepped;
import dev.sora.generation.SteppedParticle;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** The type {@code alongside}: each step of a sequence with the same step of another one. */
public final class AlongsideType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "alongside",
                "Joins each step of a sequence with the step of the same number of a second one,"
                        + " such as the sequence so far with what is known in advance.");
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new Alongside();
    }

    private record Alongside() implements SteppedParticle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            if (inputs.size() != 2) {
                throw new ShapeException(
                        "two sequences", inputs.get(0), "name both in 'from', in this order");
            }
            for (SignalSpec input : inputs) {
                if (!input.isSequence()
                        || input.values().rank() != 2
                        || input.values().type() != DataType.FLOAT32) {
                    throw new ShapeException(
                            "a sequence of vectors (steps, features) with lengths",
                            input,
                            "set 'returns: sequence' on the input");
                }
            }
            TensorSpec first = inputs.get(0).values();
            long more = inputs.get(1).values().dimension(1);
            long width =
                    first.dimension(1) < 0 || more < 0
                            ? TensorSpec.UNKNOWN
                            : first.dimension(1) + more;
            return ParticlePlan.of(
                    SignalSpec.sequence(TensorSpec.floats(first.dimension(0), width)));
        }

        @Override
        public Signal forward(List<Signal> inputs, Pass pass) {
            NDArray first = inputs.get(0).values();
            NDArray second = fitted(inputs.get(1).values(), first.getShape().get(1));
            return Signal.sequence(first.concat(second, 2), inputs.get(0).lengths()).masked();
        }

        /** Returns as many steps of a sequence; those that it does not have are 0. */
        private static NDArray fitted(NDArray values, long steps) {
            Shape shape = values.getShape();
            long more = steps - shape.get(1);
            if (more < 0) {
                return values.split(new long[] {steps}, 1).get(0);
            }
            return more == 0
                    ? values
                    : values.concat(
                            values.getManager().zeros(new Shape(shape.get(0), more, shape.get(2))),
                            1);
        }

        @Override
        public boolean canStep(List<Boolean> growing) {
            return growing.equals(List.of(true, false));
        }

        /** The state is what is left of the second sequence, with a step of 0 at its end. */
        @Override
        public StepState begin(List<Optional<Signal>> complete, int records, Pass pass) {
            NDArray all = complete.get(1).orElseThrow().values();
            return StepState.of(List.of(), List.of(fitted(all, all.getShape().get(1) + 1)));
        }

        @Override
        public Stepped step(List<Signal> inputs, StepState state, Pass pass) {
            NDArray left = state.sequence().get(0);
            NDArray now = left;
            NDArray rest = left;
            if (left.getShape().get(1) > 1) {
                NDList parts = left.split(new long[] {1}, 1);
                now = parts.get(0);
                rest = parts.get(1);
            }
            NDArray joined = inputs.get(0).values().concat(now, 2);
            return Stepped.of(inputs.get(0).withValues(joined), state.with(List.of(rest)));
        }
    }
}
