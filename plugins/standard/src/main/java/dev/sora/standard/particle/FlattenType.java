// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.OnnxLayers;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** The type {@code flatten}. */
final class FlattenType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("flatten", "Makes one vector of all values of a record.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Flatten();
    }

    private record Flatten() implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            Signals.refuseSequence(input, "flatten");
            TensorSpec values = input.values();
            return ParticlePlan.of(SignalSpec.of(TensorSpec.of(values.type(), values.size())));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(Signals.rows(input));
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            TensorSpec values = inputs.get(0).spec();
            return new OnnxValue(
                    OnnxLayers.rows(inputs.get(0), graph),
                    TensorSpec.of(values.type(), values.size()));
        }
    }
}
