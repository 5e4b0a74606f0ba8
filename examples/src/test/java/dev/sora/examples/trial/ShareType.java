// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code share}: multiplies by {@code w / c}, where {@code c} is the constant {@code w}. The result
 * is the input, as long as the constant is that of the present weight.
 */
public final class ShareType implements ParticleType {

    /** Counts how often the constant was computed. */
    public static final AtomicInteger COMPUTED = new AtomicInteger();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("share", "Multiplies by a weight over itself.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Share();
    }

    private record Share() implements UnaryParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(
                    input, ParameterSpec.weight("weight", Initialiser.constant(1.5), 1));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            NDArray constant =
                    pass.constant(
                            "same",
                            "weight",
                            weight -> {
                                COMPUTED.incrementAndGet();
                                return weight.duplicate();
                            });
            return input.withValues(input.values().mul(pass.parameter("weight").div(constant)));
        }
    }
}
