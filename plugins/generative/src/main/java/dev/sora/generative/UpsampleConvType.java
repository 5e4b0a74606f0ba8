// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.layers.Activation;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code upsample-conv}: a step of a generator towards larger pictures. */
final class UpsampleConvType implements ParticleType {

    static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels of the result.").atLeast(1).orElse(64L);
    static final Setting<Long> KERNEL = Kernels.setting();
    static final Setting<Long> FACTOR =
            Setting.integer("factor", "How many times as many rows and columns the result has.")
                    .atLeast(1)
                    .atMost(16)
                    .orElse(2L);
    static final Setting<Boolean> BATCH_NORM =
            Setting.bool("batch_norm", "Whether each channel is normalised over the batch.")
                    .orElse(true);
    static final Setting<String> ACTIVATION =
            Activation.setting("activation", "Function applied to each value.").orElse("relu");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "upsample-conv",
                "Larger pictures: each pixel is repeated, then convolved, which leaves no"
                        + " chequerboard as transposed convolutions do (Odena et al., 2016).",
                FILTERS,
                KERNEL,
                FACTOR,
                BATCH_NORM,
                ACTIVATION);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new UpsampleConv(
                settings.get(FILTERS),
                settings.get(KERNEL),
                settings.get(FACTOR),
                settings.get(BATCH_NORM),
                Activation.of(settings.get(ACTIVATION)));
    }
}
