// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code dropout}. */
final class DropoutType implements ParticleType {

    private static final Setting<Double> RATE =
            Setting.number("rate", "Share of the values that are dropped while training.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.5);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "dropout", "Sets a random share of the values to zero while training.", RATE);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        float rate = settings.get(RATE).floatValue();
        return new Pointwise(
                "dropout",
                (values, pass) -> Dropout.values(values, rate, pass),
                (values, graph) -> values);
    }
}
