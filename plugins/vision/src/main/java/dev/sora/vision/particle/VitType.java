// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.layers.EncoderLayer;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code vit}: the vision transformer. */
final class VitType implements ParticleType {

    private static final Setting<List<Long>> PATCH =
            Setting.integers("patch", "Rows and columns of a patch.", 2)
                    .atLeast(1)
                    .orElse(List.of(4L, 4L));
    private static final Setting<Long> UNITS =
            Setting.integer("units", "Size of the vector of a patch, which the heads divide.")
                    .atLeast(1)
                    .orElse(64L);
    private static final Setting<Long> LAYERS =
            Setting.integer("layers", "Number of layers.").atLeast(1).atMost(256).orElse(4L);
    private static final Setting<Long> HEADS =
            Setting.integer("heads", "Number of attention heads.").atLeast(1).orElse(4L);
    private static final Setting<Long> FEED_FORWARD =
            Setting.integer(
                            "feed_forward",
                            "Size of the layer within that reads each patch alone; twice 'units'"
                                    + " by default.")
                    .atLeast(1);
    private static final Setting<String> POOL =
            Setting.choice(
                            "pool",
                            "What is returned: a learned 'class' token that attends to the"
                                    + " patches, or the 'mean' of the patches.",
                            List.of("class", "mean"))
                    .orElse("class");
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Probability with which a value is dropped while training: of the patches, of"
                            + " the attention, and of what each part adds.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "vit",
                "Vision transformer: patches of an image attend to each other, layer by layer; a"
                        + " vector of features.",
                PATCH,
                UNITS,
                LAYERS,
                HEADS,
                FEED_FORWARD,
                POOL,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        long units = settings.get(UNITS);
        return new Vit(
                Window.valid(settings.get(PATCH), settings.get(PATCH), List.of(1L, 1L)),
                units,
                settings.get(LAYERS).intValue(),
                new EncoderLayer(settings.get(HEADS), Activation.GELU, settings.get(DROPOUT)),
                settings.find(FEED_FORWARD).orElse(2 * units),
                settings.get(POOL).equals("class"));
    }
}
