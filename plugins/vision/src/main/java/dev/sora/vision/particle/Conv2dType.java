// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code conv2d}: a convolution with batch normalisation, activation, max-pooling and dropout. */
final class Conv2dType implements ParticleType {

    static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels that come out.").atLeast(1).orElse(32L);
    static final Setting<List<Long>> KERNEL =
            Setting.integers("kernel", "Rows and columns of the kernel.", 2)
                    .atLeast(1)
                    .orElse(List.of(3L, 3L));
    static final Setting<List<Long>> STRIDE =
            Setting.integers("stride", "Stride of the kernel.", 2)
                    .atLeast(1)
                    .orElse(List.of(1L, 1L));
    static final Setting<Object> PADDING =
            Setting.<Object>of(
                            "padding",
                            "'same' puts zeros around the image so that only the stride makes it"
                                    + " smaller, 'valid' puts none; or how many to put on each"
                                    + " side.",
                            new SettingType.AnyOf(
                                    List.of(
                                            new SettingType.Choice(List.of("same", "valid")),
                                            new SettingType.ListOf(
                                                    new SettingType.IntegerType(
                                                            OptionalLong.of(0),
                                                            OptionalLong.empty()),
                                                    OptionalInt.of(2)))),
                            Object.class)
                    .orElse("same");
    static final Setting<List<Long>> DILATION =
            Setting.integers(
                            "dilation",
                            "Dilation: distance between the pixels that the kernel reads.",
                            2)
                    .atLeast(1)
                    .orElse(List.of(1L, 1L));
    private static final Setting<Long> GROUPS =
            Setting.integer("groups", "Number of groups that the channels are divided into.")
                    .atLeast(1)
                    .orElse(1L);
    static final Setting<Boolean> BIAS =
            Setting.bool("bias", "Whether a bias is added; by default only without 'batch_norm'.");
    static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");
    static final Setting<Long> POOL =
            Setting.integer("pool", "Rows and columns of the max-pool after it; 0 for none.")
                    .atLeast(0)
                    .orElse(0L);
    static final Setting<Boolean> BATCH_NORM =
            Setting.bool("batch_norm", "Whether each channel is normalised over the batch.")
                    .orElse(false);
    static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Probability with which a value is dropped while training.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "conv2d",
                "Convolution over images, with batch normalisation, activation, max-pooling and"
                        + " dropout as wanted.",
                FILTERS,
                KERNEL,
                STRIDE,
                PADDING,
                DILATION,
                GROUPS,
                BIAS,
                ACTIVATION,
                POOL,
                BATCH_NORM,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        boolean normalise = settings.get(BATCH_NORM);
        return new Convolution(
                        settings.get(FILTERS),
                        window(settings),
                        settings.get(GROUPS),
                        settings.find(BIAS).orElse(!normalise),
                        normalise,
                        Activation.of(settings.get(ACTIVATION)),
                        Optional.empty(),
                        settings.get(DROPOUT))
                .pooled(settings.get(POOL));
    }

    @SuppressWarnings("unchecked") // the type of the setting allows a string or a list of integers
    static Window window(Settings settings) {
        List<Long> kernel = settings.get(KERNEL);
        List<Long> stride = settings.get(STRIDE);
        List<Long> dilation = settings.get(DILATION);
        Object padding = settings.get(PADDING);
        if (padding instanceof List<?>) {
            return Window.padded(kernel, stride, dilation, (List<Long>) padding);
        }
        return "valid".equals(padding)
                ? Window.valid(kernel, stride, dilation)
                : Window.same(kernel, stride, dilation);
    }
}
