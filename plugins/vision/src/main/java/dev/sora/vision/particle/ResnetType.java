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
 * {@code resnet}: a residual network for small images (He, Zhang, Ren and Sun, 2015, section 4.2):
 * one convolution, stages of residual blocks, of which each but the first halves the image, and
 * global average pooling.
 */
final class ResnetType implements ParticleType {

    private static final List<Long> ONE = List.of(1L, 1L);
    private static final List<Long> TWO = List.of(2L, 2L);
    private static final List<Long> THREE = List.of(3L, 3L);

    private static final Setting<List<Long>> WIDTHS =
            Lists.wholes("widths", "Channels of each stage.").orElse(List.of(16L, 32L, 64L));
    private static final Setting<Long> BLOCKS =
            Setting.integer("blocks", "Residual blocks in each stage.").atLeast(1).orElse(2L);
    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout", "Probability with which a value is dropped after each block.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "resnet",
                "Residual network for small images: a vector of as many features as the last stage"
                        + " is wide.",
                WIDTHS,
                BLOCKS,
                ACTIVATION,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        Activation activation = Activation.of(settings.get(ACTIVATION));
        List<Long> widths = settings.get(WIDTHS);
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        if (!widths.isEmpty()) {
            parts.put(
                    "stem",
                    Convolution.of(widths.get(0), Window.same(THREE, ONE, ONE), activation)
                            .normalised(true));
        }
        for (int stage = 0; stage < widths.size(); stage++) {
            for (int block = 0; block < settings.get(BLOCKS); block++) {
                parts.put(
                        "stage" + (stage + 1) + ".block" + (block + 1),
                        Residual.of(
                                widths.get(stage),
                                THREE,
                                stage > 0 && block == 0 ? TWO : ONE,
                                true,
                                activation,
                                settings.get(DROPOUT)));
            }
        }
        parts.put("mean", new GlobalAverage());
        return new Chain(parts);
    }
}
