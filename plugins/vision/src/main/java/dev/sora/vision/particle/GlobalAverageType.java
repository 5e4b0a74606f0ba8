// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/** {@code global_avg_pool}: reduces an image to one value for each channel. */
final class GlobalAverageType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "global_avg_pool", "The mean of each channel over the whole image: a vector.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new GlobalAverage();
    }
}
