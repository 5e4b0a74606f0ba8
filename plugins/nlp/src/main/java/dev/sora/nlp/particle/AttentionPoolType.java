// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.nlp.layer.Steps;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type {@code attention-pool}. */
final class AttentionPoolType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer(
                            "units",
                            "Size of the vectors that are compared; that of the steps by default.")
                    .atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "attention-pool",
                "Makes one vector of the steps of a sequence, each with a weight for its importance"
                        + " (Yang et al., 2016).",
                UNITS);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new AttentionPool(settings.find(UNITS));
    }

    /**
     * Computes {@code Σ a_t x_t} with {@code a = softmax(tanh(W x_t + b) · c)} over the valid
     * steps.
     *
     * @param units the size of c; empty for the size of a step
     */
    private record AttentionPool(Optional<Long> units) implements UnaryParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            long in = Steps.vectors(input, "attention-pool").dimension(1);
            long size = units.orElse(in);
            List<ParameterSpec> parameters =
                    new ArrayList<>(
                            new DenseLayer(size, true, NamedInitialiser.GLOROT).parameters(in));
            parameters.add(
                    ParameterSpec.weight(
                            "context", NamedInitialiser.GLOROT.weight(size, 1), 1, size));
            return ParticlePlan.of(SignalSpec.floats(in), parameters);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            NDArray values = input.values();
            NDArray seen = DenseLayer.applyBiased(values, pass).tanh();
            NDArray scores = Linear.linear(seen, pass.parameter("context")).head().squeeze(2);
            NDArray open =
                    Steps.of(input).never(values.getShape().get(1)).map(scores::add).orElse(scores);
            return Signal.of(open.softmax(1).expandDims(1).matMul(values).squeeze(1));
        }
    }
}
