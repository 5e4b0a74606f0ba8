// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code cnn}: convolutions with pooling, followed by a dense layer. */
final class CnnType implements ParticleType {

    private static final List<Long> ONE = List.of(1L, 1L);

    private static final Setting<List<Long>> FILTERS =
            Lists.wholes("filters", "Channels of each convolution, one after the other.")
                    .orElse(List.of(32L, 64L));
    private static final Setting<List<Long>> KERNEL =
            Setting.integers("kernel", "Rows and columns of the kernels.", 2)
                    .atLeast(1)
                    .orElse(List.of(3L, 3L));
    private static final Setting<Long> POOL =
            Setting.integer("pool", "Rows and columns of the max-pool after each convolution.")
                    .atLeast(0)
                    .orElse(2L);
    private static final Setting<List<Long>> UNITS =
            Lists.wholes("units", "Values that come out of each dense layer.")
                    .orElse(List.of(128L));
    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");
    private static final Setting<Boolean> BATCH_NORM =
            Setting.bool("batch_norm", "Whether convolutions are normalised over the batch.")
                    .orElse(false);
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout", "Probability with which a value of the dense layers is dropped.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "cnn",
                "Convolutions with max-pooling, then dense layers: a vector of features from an"
                        + " image.",
                FILTERS,
                KERNEL,
                POOL,
                UNITS,
                ACTIVATION,
                BATCH_NORM,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        Activation activation = Activation.of(settings.get(ACTIVATION));
        Window window = Window.same(settings.get(KERNEL), ONE, ONE);
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        int number = 1;
        for (long filters : settings.get(FILTERS)) {
            parts.put(
                    "conv" + number++,
                    Convolution.of(filters, window, activation)
                            .normalised(settings.get(BATCH_NORM))
                            .pooled(settings.get(POOL)));
        }
        number = 1;
        for (long units : settings.get(UNITS)) {
            parts.put(
                    "dense" + number,
                    Dense.of(units, activation, settings.get(DROPOUT), number > 1));
            number++;
        }
        return new Chain(parts);
    }
}
