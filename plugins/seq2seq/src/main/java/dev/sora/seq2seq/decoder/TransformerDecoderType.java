// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import dev.sora.layers.Dropout;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code transformer-decoder}. */
public final class TransformerDecoderType implements ParticleType {

    private static final Setting<Long> LAYERS =
            Setting.integer("layers", "Number of layers.").atLeast(1).atMost(256).orElse(2L);
    private static final Setting<Long> HEADS =
            Setting.integer("heads", "Number of attention heads, which divide the size of a step.")
                    .atLeast(1)
                    .orElse(4L);
    private static final Setting<Long> FEED_FORWARD =
            Setting.integer(
                            "feed_forward",
                            "Size of the layer that reads each step alone; by default four times"
                                    + " that of a step.")
                    .atLeast(1);
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Share of the values that is dropped while training: of the steps given, of"
                            + " what is attended to, and of what each part adds.");
    private static final Setting<Boolean> POSITIONS =
            Setting.bool(
                            "positions",
                            "Whether sinusoidal position vectors are added to the steps given.")
                    .orElse(true);

    private static final Setting<Boolean> ATTENTION =
            Attention.setting("the mean over the heads of the last layer.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "transformer-decoder",
                "Lets each step of a sequence attend to those before it and to all steps of a"
                        + " second sequence (Vaswani et al., 2017; normalised before each part)."
                        + " Generation keeps keys and values of earlier steps.",
                LAYERS,
                HEADS,
                FEED_FORWARD,
                DROPOUT,
                POSITIONS,
                ATTENTION);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new TransformerDecoder(
                settings.get(LAYERS).intValue(),
                settings.get(HEADS),
                settings.find(FEED_FORWARD),
                settings.get(DROPOUT),
                settings.get(POSITIONS),
                settings.get(ATTENTION));
    }
}
