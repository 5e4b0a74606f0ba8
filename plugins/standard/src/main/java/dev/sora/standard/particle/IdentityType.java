// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDList;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.CoreType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.SignalSpec;

/** Offers {@code identity}: a name for a signal, and a way around other particles. */
final class IdentityType implements CoreType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("identity", "Hands its signal on unchanged.");
    }

    @Override
    public CoreParticle create(Settings settings) {
        return new Identity();
    }

    private record Identity() implements CoreParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(input);
        }

        @Override
        public NDList forward(NDList input, Pass pass) {
            return input;
        }
    }
}
