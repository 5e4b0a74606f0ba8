// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code dense}. */
final class DenseType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values it yields.").atLeast(1).required();
    private static final Setting<String> ACTIVATION =
            Activation.setting("activation", "Function applied to the result.").orElse("none");
    private static final Setting<String> INITIALISER = NamedInitialiser.setting();
    private static final Setting<Boolean> BIAS =
            Setting.bool("bias", "Whether a learned bias is added.").orElse(true);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "dense",
                "Fully connected particle f(W x + b); the steps of a sequence one by one, and"
                        + " any other signal of several dimensions flattened.",
                UNITS,
                ACTIVATION,
                BIAS,
                INITIALISER);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Dense(
                new DenseLayer(
                        settings.get(UNITS),
                        settings.get(BIAS),
                        NamedInitialiser.of(settings.get(INITIALISER))),
                Activation.of(settings.get(ACTIVATION)));
    }
}
