// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.OptionalLong;

/** {@code squeeze-excitation}: weights the channels of an image by their means. */
final class SqueezeExcitationType implements ParticleType {

    private static final Setting<Long> RATIO =
            Setting.integer("ratio", "How much smaller than the channels the layer within is.")
                    .atLeast(1)
                    .orElse(16L);
    private static final Setting<String> ACTIVATION =
            Activation.setting("activation", "Function of the layer within.").orElse("relu");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "squeeze-excitation",
                "Multiplies each channel by a weight that the means of all channels determine.",
                RATIO,
                ACTIVATION);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new SqueezeExcitation(
                OptionalLong.empty(), settings.get(RATIO), Activation.of(settings.get(ACTIVATION)));
    }
}
