// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.reversal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
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

/**
 * {@code look-back}: attention from each step of a first sequence to the steps of a second one
 * (Luong, Pham and Manning, 2015, "Effective approaches to attention-based neural machine
 * translation"); the result is concatenated to the step.
 */
final class LookBackType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("look-back", "Attends from one sequence to another.");
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new LookBack();
    }

    private record LookBack() implements Particle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            if (inputs.size() != 2) {
                throw new ShapeException("two sequences", inputs.get(0), "name two in 'from'");
            }
            for (SignalSpec input : inputs) {
                if (!input.isSequence()
                        || input.values().rank() != 2
                        || input.values().type() != DataType.FLOAT32) {
                    throw new ShapeException(
                            "a sequence of vectors", input, "put a 'gru' before it");
                }
            }
            TensorSpec asking = inputs.get(0).values();
            long from = asking.dimension(1);
            long to = inputs.get(1).values().dimension(1);
            long both = from < 0 || to < 0 ? TensorSpec.UNKNOWN : from + to;
            return ParticlePlan.of(
                    inputs.get(0).withValues(TensorSpec.floats(asking.dimension(0), both)),
                    ParameterSpec.weight("weight", Initialiser.fanIn(1), to, from));
        }

        @Override
        public Signal forward(List<Signal> inputs, Pass pass) {
            NDArray asking = inputs.get(0).values();
            NDArray memory = inputs.get(1).values();
            NDArray asked = Linear.linear(asking, pass.parameter("weight")).head();
            // (batch, steps, steps of the memory)
            NDArray scores = asked.matMul(memory.transpose(0, 2, 1));
            NDArray padding = mask(inputs.get(1), pass).mul(-1).add(1).mul(-1e9f).expandDims(1);
            NDArray found = scores.add(padding).softmax(2).matMul(memory);
            NDArray joined = asking.concat(found, 2);
            return inputs.get(0).withValues(joined.mul(mask(inputs.get(0), pass).expandDims(2)));
        }
    }

    /** Returns 1 for valid steps and 0 for padding, {@code (batch, steps)}. */
    static NDArray mask(Signal signal, Pass pass) {
        int steps = Math.toIntExact(signal.values().getShape().get(1));
        NDArray positions = pass.manager().arange(0, steps, 1, DataType.INT32);
        return signal.lengths()
                .expandDims(1)
                .gt(positions.expandDims(0))
                .toType(DataType.FLOAT32, false);
    }
}
