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

/** {@code inverted-residual} and {@code mbconv}: the blocks of MobileNetV2 and EfficientNet. */
final class InvertedResidualType implements ParticleType {

    private static final List<Long> ONE = List.of(1L, 1L);

    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels that come out.").atLeast(1).orElse(32L);
    private static final Setting<List<Long>> KERNEL =
            Setting.integers("kernel", "Rows and columns of the depthwise kernel.", 2)
                    .atLeast(1)
                    .orElse(List.of(3L, 3L));
    private static final Setting<List<Long>> STRIDE =
            Setting.integers("stride", "Stride of the depthwise kernel.", 2).atLeast(1).orElse(ONE);
    private static final Setting<Long> EXPANSION =
            Setting.integer("expansion", "How many times more channels there are within.")
                    .atLeast(1)
                    .orElse(6L);
    private static final Setting<Double> DROP_PATH =
            Dropout.setting(
                    "drop_path",
                    "Probability with which a record takes the shortcut alone while training"
                            + " (stochastic depth).");

    private final boolean squeezes;
    private final Setting<Long> squeeze;
    private final Setting<String> activation;

    /**
     * Creates the type.
     *
     * @param squeezes whether it is the block of EfficientNet
     */
    InvertedResidualType(boolean squeezes) {
        this.squeezes = squeezes;
        squeeze =
                Setting.integer(
                                "squeeze",
                                "How many times smaller than the channels that come in the layer"
                                        + " of the squeeze-excitation is; 0 for none.")
                        .atLeast(0)
                        .orElse(squeezes ? 4L : 0L);
        activation =
                Activation.setting(
                                "activation",
                                "Function applied to each value; softmax to the channels of a"
                                        + " pixel.")
                        .orElse(squeezes ? "swish" : "relu");
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                squeezes ? "mbconv" : "inverted-residual",
                "Widens the channels, convolves each on its own, and narrows them; with a shortcut"
                        + " where the shape does not change: the block of "
                        + (squeezes ? "EfficientNet, with squeeze-excitation." : "MobileNetV2."),
                FILTERS,
                KERNEL,
                STRIDE,
                EXPANSION,
                squeeze,
                activation,
                DROP_PATH);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new InvertedResidual(
                settings.get(FILTERS),
                Window.same(settings.get(KERNEL), settings.get(STRIDE), ONE),
                settings.get(EXPANSION),
                settings.get(squeeze),
                Activation.of(settings.get(activation)),
                settings.get(DROP_PATH));
    }
}
