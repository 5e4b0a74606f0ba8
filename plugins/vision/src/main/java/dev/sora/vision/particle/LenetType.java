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

/**
 * {@code lenet}: LeNet-5 without its last layer (LeCun, Bottou, Bengio and Haffner, 1998,
 * "Gradient-based learning applied to document recognition"), with max-pooling and a choice of
 * activation, as is usual today.
 */
final class LenetType implements ParticleType {

    private static final List<Long> FIVE = List.of(5L, 5L);
    private static final List<Long> ONE = List.of(1L, 1L);

    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout", "Probability with which a value of the dense layers is dropped.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "lenet",
                "LeNet-5: two convolutions and two dense layers, for small images; yields 84"
                        + " features.",
                ACTIVATION,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        Activation activation = Activation.of(settings.get(ACTIVATION));
        double dropout = settings.get(DROPOUT);
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        parts.put("conv1", Convolution.of(6, Window.same(FIVE, ONE, ONE), activation).pooled(2));
        parts.put("conv2", Convolution.of(16, Window.valid(FIVE, ONE, ONE), activation).pooled(2));
        parts.put("dense1", Dense.of(120, activation, dropout, false));
        parts.put("dense2", Dense.of(84, activation, dropout, true));
        return new Chain(parts);
    }
}
