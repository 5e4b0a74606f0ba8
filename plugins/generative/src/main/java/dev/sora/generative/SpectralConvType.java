// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code spectral-conv}: a step of a discriminator towards smaller pictures. */
final class SpectralConvType implements ParticleType {

    static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels of the result.").atLeast(1).orElse(64L);
    static final Setting<Long> KERNEL = Kernels.setting();
    static final Setting<Long> STRIDE =
            Setting.integer("stride", "Stride of the kernel: 2 halves rows and columns.")
                    .atLeast(1)
                    .atMost(16)
                    .orElse(2L);
    static final Setting<Boolean> NORMALISE =
            Setting.bool(
                            "spectral_norm",
                            "Whether the weights are divided by their largest singular value, so"
                                    + " that the score cannot change faster than the picture.")
                    .orElse(true);
    static final Setting<Double> SLOPE =
            Setting.number("slope", "Slope of the activation below 0 (leaky ReLU).")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.2);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "spectral-conv",
                "Convolution with spectral normalisation (Miyato et al., 2018) and leaky ReLU, for"
                        + " discriminators. No batch statistics: the score of a picture does not"
                        + " depend on the others of its batch.",
                FILTERS,
                KERNEL,
                STRIDE,
                NORMALISE,
                SLOPE);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new SpectralConv(
                settings.get(FILTERS),
                settings.get(KERNEL),
                settings.get(STRIDE),
                settings.get(NORMALISE),
                settings.get(SLOPE));
    }
}
