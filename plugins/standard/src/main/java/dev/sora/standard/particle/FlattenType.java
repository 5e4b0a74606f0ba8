// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.CoreType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.standard.layer.Signals;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** Offers {@code flatten}. */
final class FlattenType implements CoreType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("flatten", "Makes one vector of all values of a record.");
    }

    @Override
    public CoreParticle create(Settings settings) {
        return new Flatten();
    }

    private record Flatten() implements CoreParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            Signals.refuseSequence(input, "flatten");
            TensorSpec values = input.values();
            return ParticlePlan.of(
                    SignalSpec.of(new TensorSpec(values.type(), new Shape(values.size()))));
        }

        @Override
        public NDList forward(NDList input, Pass pass) {
            return new NDList(Signals.rows(input));
        }
    }
}
