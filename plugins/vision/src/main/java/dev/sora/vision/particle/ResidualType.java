// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code residual}: a residual block for images. */
final class ResidualType implements ParticleType {

    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels that come out.").atLeast(1).orElse(32L);
    private static final Setting<List<Long>> KERNEL =
            Setting.integers("kernel", "Rows and columns of the kernels.", 2)
                    .atLeast(1)
                    .orElse(List.of(3L, 3L));
    private static final Setting<List<Long>> STRIDE =
            Setting.integers("stride", "Stride of the first kernel.", 2)
                    .atLeast(1)
                    .orElse(List.of(1L, 1L));
    private static final Setting<Boolean> BATCH_NORM =
            Setting.bool("batch_norm", "Whether each channel is normalised over the batch.")
                    .orElse(true);
    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");
    private static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Probability with which a value is dropped while training.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "residual",
                "Two convolutions beside a shortcut, which is a projection where the shape"
                        + " changes.",
                FILTERS,
                KERNEL,
                STRIDE,
                BATCH_NORM,
                ACTIVATION,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return Residual.of(
                settings.get(FILTERS),
                settings.get(KERNEL),
                settings.get(STRIDE),
                settings.get(BATCH_NORM),
                Activation.of(settings.get(ACTIVATION)),
                settings.get(DROPOUT));
    }
}
