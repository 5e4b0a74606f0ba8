// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.LayerNormalisation;
import dev.sora.layers.OnnxLayers;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** The type {@code layer_norm}. */
final class LayerNormType implements ParticleType {

    private static final Setting<String> OVER =
            Setting.choice(
                    "over",
                    "What is normalised together: the last dimension, or all values of a record;"
                            + " by default all of an image and the last dimension of all else.",
                    List.of("last", "all"));
    private static final Setting<Double> EPSILON =
            Setting.number("epsilon", "Added to the variance, so that it is not zero.")
                    .above(0)
                    .orElse(1e-5);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "layer_norm",
                "Normalises the values of each record to mean 0 and variance 1, then scales and"
                        + " shifts them by learned numbers.",
                OVER,
                EPSILON);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new LayerNorm(
                settings.find(OVER).map("all"::equals),
                new LayerNormalisation(settings.get(EPSILON).floatValue()));
    }

    private record LayerNorm(Optional<Boolean> all, LayerNormalisation layer)
            implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            TensorSpec values = Signals.floats(input, "layer_norm");
            if (values.rank() == 0) {
                throw new ShapeException("at least one dimension to normalise", input);
            }
            if (all.orElse(false)) {
                Signals.refuseSequence(input, "'over: all' of layer_norm");
            }
            long[] own = values.shape().slice(first(values.rank())).getShape();
            return ParticlePlan.of(input, LayerNormalisation.parameters(own));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signals.withSteps(input, layer.apply(input.values(), pass));
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            OnnxValue input = inputs.get(0);
            long axis = first(input.spec().rank()) + 1L;
            return input.with(OnnxLayers.normalised(layer, input.name(), graph, axis));
        }

        private int first(int rank) {
            return all.orElse(rank == 3) ? 0 : rank - 1;
        }
    }
}
