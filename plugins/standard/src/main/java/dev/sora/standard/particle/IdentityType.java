// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;

/** The type {@code identity}: it names a signal, or bypasses other particles. */
final class IdentityType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("identity", "Passes its signal on unchanged.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Identity();
    }

    private record Identity() implements UnaryParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(input);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return input;
        }
    }
}
