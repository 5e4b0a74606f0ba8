// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code conv1d}: a convolution over the steps of sequences. */
public final class Conv1dType implements ParticleType {

    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Features that come out.").atLeast(1).orElse(64L);
    private static final Setting<Long> KERNEL =
            Setting.integer("kernel", "Steps that the kernel covers.")
                    .atLeast(1)
                    .atMost(1_001)
                    .orElse(3L);
    private static final Setting<Long> STRIDE =
            Setting.integer("stride", "Stride of the kernel, in steps.")
                    .atLeast(1)
                    .atMost(1_000)
                    .orElse(1L);
    private static final Setting<Long> DILATION =
            Setting.integer(
                            "dilation",
                            "Dilation: distance between the steps that the kernel reads.")
                    .atLeast(1)
                    .atMost(1_000)
                    .orElse(1L);
    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the features.")
                    .orElse("relu");
    private static final Setting<Long> POOL =
            Setting.integer("pool", "Steps of the max-pool after it; 0 for none.")
                    .atLeast(0)
                    .atMost(1_000)
                    .orElse(0L);
    private static final Setting<Boolean> BATCH_NORM =
            Setting.bool(
                            "batch_norm",
                            "Whether each feature is normalised over the valid steps of the batch.")
                    .orElse(false);
    private static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Probability with which a value is dropped while training.");

    /** Creates the type. */
    public Conv1dType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "conv1d",
                "Convolution over the steps of sequences, with batch normalisation, activation,"
                        + " max-pooling and dropout as wanted; zeros around a sequence keep its"
                        + " length.",
                FILTERS,
                KERNEL,
                STRIDE,
                DILATION,
                ACTIVATION,
                POOL,
                BATCH_NORM,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Conv1d(
                settings.get(FILTERS),
                settings.get(KERNEL).intValue(),
                settings.get(STRIDE).intValue(),
                settings.get(DILATION).intValue(),
                Activation.of(settings.get(ACTIVATION)),
                Math.max(1, settings.get(POOL).intValue()),
                settings.get(BATCH_NORM),
                settings.get(DROPOUT).floatValue());
    }
}
