// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;

/**
 * {@code outside}: the numbers of a record as one row, twice as large, computed outside of the
 * engine as a runtime of another framework does: no gradient passes.
 */
final class OutsideType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("outside", "Doubles numbers without a gradient.");
    }

    @Override
    public boolean differentiable() {
        return false;
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new UnaryParticle() {
            @Override
            public ParticlePlan plan(SignalSpec input) {
                TensorSpec values = input.values();
                if (values.rank() == 0 || values.type() != DataType.FLOAT32 || input.isSequence()) {
                    throw new ShapeException("numbers of fixed size for each record", input);
                }
                long[] dimensions = values.shape().getShape();
                boolean known = Arrays.stream(dimensions).allMatch(dimension -> dimension >= 0);
                return ParticlePlan.of(
                        SignalSpec.floats(
                                known
                                        ? Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)
                                        : TensorSpec.UNKNOWN));
            }

            @Override
            public Signal forward(Signal input, Pass pass) {
                float[] numbers = input.values().toFloatArray();
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] *= 2;
                }
                long batch = input.values().getShape().get(0);
                NDArray made =
                        pass.manager().create(numbers, new Shape(batch, numbers.length / batch));
                return Signal.of(made);
            }
        };
    }
}
