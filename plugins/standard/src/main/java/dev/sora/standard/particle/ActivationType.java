// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.OnnxLayers;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code activation}. */
final class ActivationType implements ParticleType {

    private static final Setting<String> FUNCTION =
            Activation.setting("function", "Function applied to the values.").orElse("relu");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "activation",
                "Applies a function to every value; softmax to the last dimension.",
                FUNCTION);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        Activation activation = Activation.of(settings.get(FUNCTION));
        return new Pointwise(
                "activation",
                (values, pass) -> activation.apply(values),
                (values, graph) -> OnnxLayers.activated(activation, values, graph, -1));
    }
}
