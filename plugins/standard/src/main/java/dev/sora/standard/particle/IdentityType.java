// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

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

    private record Identity() implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(input);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return input;
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            return inputs.get(0);
        }
    }
}
