// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code transformer-encoder}. */
final class TransformerEncoderType implements ParticleType {

    private static final Setting<Long> LAYERS =
            Setting.integer("layers", "Number of layers.").atLeast(1).atMost(256).orElse(2L);
    private static final Setting<Long> HEADS =
            Setting.integer(
                            "heads",
                            "Number of attention heads, each of which attends with its"
                                    + " part of a step.")
                    .atLeast(1)
                    .orElse(4L);
    private static final Setting<Long> UNITS =
            Setting.integer(
                            "units",
                            "Size of a step within, which the heads divide; by default that of the"
                                    + " steps given, which a learned map brings to it otherwise.")
                    .atLeast(1);
    private static final Setting<Long> FEED_FORWARD =
            Setting.integer(
                            "feed_forward",
                            "Size of the layer within that looks at each step alone; four times"
                                    + " that of a step by default.")
                    .atLeast(1);
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Share of the values that is dropped while training: of the steps given, of"
                            + " what is attended to, and of what each part adds.");
    private static final Setting<String> POSITIONS =
            Setting.choice(
                            "positions",
                            "How steps know where they stand: by waves of different lengths, by"
                                    + " learned vectors, or not.",
                            List.of("sinusoidal", "learned", "none"))
                    .orElse("sinusoidal");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "transformer-encoder",
                "Lets the steps of a sequence attend to each other, layer by layer (Vaswani et al.,"
                        + " 2017; normalised before each part).",
                LAYERS,
                HEADS,
                UNITS,
                FEED_FORWARD,
                DROPOUT,
                POSITIONS);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new TransformerEncoder(
                settings.get(LAYERS).intValue(),
                settings.get(HEADS),
                settings.find(UNITS),
                settings.find(FEED_FORWARD),
                settings.get(DROPOUT).floatValue(),
                Positions.valueOf(settings.get(POSITIONS).toUpperCase(java.util.Locale.ROOT)));
    }
}
