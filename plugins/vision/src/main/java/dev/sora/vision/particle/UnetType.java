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

/** {@code unet}: an image of features for every pixel of an image. */
final class UnetType implements ParticleType {

    private static final Setting<List<Long>> FILTERS =
            Lists.wholes(
                            "filters",
                            "Channels of each level, from the whole image down; each level is half"
                                    + " as high and wide as the one before it.")
                    .orElse(List.of(16L, 32L, 64L, 128L));
    private static final Setting<Long> CONVOLUTIONS =
            Setting.integer("convolutions", "Convolutions of each level, with kernels of 3 x 3.")
                    .atLeast(1)
                    .orElse(2L);
    private static final Setting<Boolean> BATCH_NORM =
            Setting.bool("batch_norm", "Whether each channel is normalised over the batch.")
                    .orElse(true);
    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Probability with which a value of the lowest level is dropped while"
                            + " training.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "unet",
                "U-Net: features for every pixel, as many as the first level has channels, from"
                        + " levels that halve the image and levels that double it again.",
                FILTERS,
                CONVOLUTIONS,
                BATCH_NORM,
                ACTIVATION,
                UpsampleType.INTERPOLATION,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Unet(
                settings.get(FILTERS),
                settings.get(CONVOLUTIONS),
                settings.get(BATCH_NORM),
                Activation.of(settings.get(ACTIVATION)),
                settings.get(UpsampleType.INTERPOLATION).equals("bilinear"),
                settings.get(DROPOUT));
    }
}
