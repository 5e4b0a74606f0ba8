// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code gat}. */
final class GatType implements ParticleType {

    private static final int MOST_HEADS = 256;
    private static final String MEAN = "mean";

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values of each node and head.")
                    .atLeast(1)
                    .required();
    private static final Setting<Long> HEADS =
            Setting.integer("heads", "Number of attention heads.")
                    .atLeast(1)
                    .atMost(MOST_HEADS)
                    .orElse(8L);
    private static final Setting<String> JOIN =
            Setting.choice(
                            "join",
                            "How the results of the heads are joined: concat, or mean, as in a"
                                    + " last layer.",
                            List.of("concat", MEAN))
                    .orElse("concat");
    private static final Setting<Double> ATTENTION_DROPOUT =
            Dropout.setting(
                    "attention_dropout", "Share of the attention that is dropped in training.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "gat",
                "Graph attention (Velickovic et al., 2018): a mean over a node and its neighbours,"
                        + " with weights that are learned from both ends of each edge.",
                UNITS,
                HEADS,
                JOIN,
                GcnType.ACTIVATION,
                GcnType.BIAS,
                GcnType.DROPOUT,
                ATTENTION_DROPOUT,
                GcnType.INITIALISER);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        int heads = settings.get(HEADS).intValue();
        return new Gat(
                new DenseLayer(
                        settings.get(UNITS) * heads,
                        false,
                        NamedInitialiser.of(settings.get(GcnType.INITIALISER))),
                heads,
                settings.get(JOIN).equals(MEAN),
                settings.get(GcnType.BIAS),
                Activation.of(settings.get(GcnType.ACTIVATION)),
                settings.get(GcnType.DROPOUT),
                settings.get(ATTENTION_DROPOUT));
    }
}
