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

/**
 * {@code rounding}: 257, which bfloat16 cannot tell from 256, times 1: as products are computed, in
 * full precision, and as a kept tensor.
 */
final class RoundingType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("rounding", "Shows how products are rounded.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new UnaryParticle() {
            @Override
            public ParticlePlan plan(SignalSpec input) {
                TensorSpec values = input.values();
                if (values.rank() != 1 || values.type() != DataType.FLOAT32) {
                    throw new ShapeException("one row of numbers for each record", input);
                }
                return ParticlePlan.of(SignalSpec.floats(3));
            }

            @Override
            public Signal forward(Signal input, Pass pass) {
                Shape single = new Shape(1, 1);
                NDArray none = input.values().sum(new int[] {1}, true).mul(0f);
                NDArray one = pass.manager().ones(single);
                NDArray full = pass.inFullPrecision(() -> none.add(257f).matMul(one));
                NDArray kept =
                        pass.kept("product", m -> m.ones(single).mul(257f).matMul(m.ones(single)));
                return Signal.of(
                        none.add(257f).matMul(one).concat(full, 1).concat(none.add(kept), 1));
            }
        };
    }
}
