// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.similarity.metric.EmbeddingOutcome;
import java.util.List;

/** The type {@code embedding}. */
public final class EmbeddingType implements OutputType {

    /** The metric that determines at which score two records are taken for one identity. */
    static final String THRESHOLD = "threshold@far=0.01";

    private static final String ARCFACE = "arcface";
    private static final String COSFACE = "cosface";
    private static final String TRIPLET = "triplet";

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column that holds the identity, such as a person.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.BOOLEAN)
                    .required();
    private static final Setting<Boolean> HEAD =
            Setting.bool(
                            "head",
                            "Whether a fully connected layer makes the vector; if false, the signal"
                                    + " is the vector.")
                    .orElse(true);
    private static final Setting<Long> SIZE =
            Setting.integer("size", "With head: the length of the vector.")
                    .atLeast(2)
                    .atMost(65_536)
                    .orElse(128L);
    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "What training minimises: arcface and cosface learn a direction for"
                                    + " each identity of the training data and keep a margin between"
                                    + " them, as an angle or as a cosine; triplet compares the"
                                    + " records of a minibatch, which needs the order 'identities'.",
                            List.of(ARCFACE, COSFACE, TRIPLET))
                    .orElse(ARCFACE);
    private static final Setting<Double> MARGIN =
            Setting.number(
                            "margin",
                            "The margin: an angle in radians for arcface (0.5 if it is left out), a"
                                    + " cosine for cosface (0.35), a distance for triplet (0.3).")
                    .atLeast(0)
                    .atMost(1.5);
    private static final Setting<Double> SCALE =
            Setting.number(
                            "scale",
                            "With arcface and cosface: the factor of cosines before the softmax.")
                    .above(0)
                    .atMost(1000)
                    .orElse(30.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "embedding",
                "Learns vectors of length 1 that are near each other for records of one identity,"
                        + " also for identities that are not in the training data.",
                COLUMN,
                HEAD,
                SIZE,
                LOSS,
                MARGIN,
                SCALE);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return EmbeddingOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("tar@far=0.01", "eer", "rank@1", THRESHOLD);
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Embedding(
                settings.get(COLUMN),
                new VectorHead(settings.get(HEAD), settings.get(SIZE)),
                loss(settings));
    }

    private static IdentityLoss loss(Settings settings) {
        double scale = settings.get(SCALE);
        return switch (settings.get(LOSS)) {
            case ARCFACE -> MarginLoss.arcFace(scale, settings.find(MARGIN).orElse(0.5));
            case COSFACE -> MarginLoss.cosFace(scale, settings.find(MARGIN).orElse(0.35));
            default -> new TripletLoss(settings.find(MARGIN).orElse(0.3));
        };
    }
}
