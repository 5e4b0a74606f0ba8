// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import ai.djl.ndarray.types.DataType;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * Particles that change the element type of a signal: {@code narrow} to bytes, {@code wide} back.
 */
final class BytesPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new CastType("narrow", DataType.UINT8), new CastType("wide", DataType.FLOAT32));
    }

    private record CastType(String name, DataType to) implements ParticleType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(name, "Changes the type of the elements.");
        }

        @Override
        public UnaryParticle create(Settings settings) {
            return new Cast(to);
        }
    }

    /** It declares its operators, so that nothing but the type of its values is refused. */
    private record Cast(DataType to) implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(SignalSpec.of(spec(input.values())));
        }

        private TensorSpec spec(TensorSpec input) {
            return TensorSpec.of(to, input.shape().getShape());
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(input.values().toType(to, false));
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            return new OnnxValue(inputs.get(0).name(), spec(inputs.get(0).spec()));
        }
    }
}
