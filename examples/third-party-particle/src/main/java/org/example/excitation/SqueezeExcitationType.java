// SPDX-License-Identifier: Apache-2.0
package org.example.excitation;

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/**
 * {@code squeeze-excitation}: weights the channels of an image by statistics of the whole image.
 */
final class SqueezeExcitationType implements ParticleType {

    static final Setting<Long> REDUCTION =
            Setting.integer("reduction", "Factor by which the squeezed vector is shorter than"
                    + " the input has channels.")
                    .atLeast(1)
                    .orElse(16L);
    static final Setting<Long> LEAST =
            Setting.integer("least", "The squeezed vector is not shorter than this.")
                    .atLeast(1)
                    .orElse(4L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "squeeze-excitation",
                "Weighs the channels of an image by its global content.",
                REDUCTION,
                LEAST);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new SqueezeExcitation(settings.get(REDUCTION), settings.get(LEAST));
    }
}
