// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code retrieved-text}. */
public final class RetrievedTextType implements OutputType {

    private static final String COSINE = "cosine";

    // a string, not a column setting: a file for prediction contains only questions
    private static final Setting<String> COLUMN =
            Setting.string("column", "Column of the texts to choose among, such as the answers.")
                    .required();
    private static final Setting<String> QUERY_COLUMN =
            Setting.column(
                    "query_column",
                    "Column of the questions, for the baseline by TF-IDF in the report, which is left"
                            + " out without it.",
                    ColumnType.TEXT,
                    ColumnType.TEXTS);
    private static final Setting<String> SIMILARITY =
            Setting.choice(
                            "similarity",
                            "How two vectors are compared: cosine, or dot for their product, which"
                                    + " also depends on their lengths.",
                            List.of(COSINE, "dot"))
                    .orElse(COSINE);
    private static final Setting<Double> SCALE =
            Setting.number("scale", "With cosine: the factor of cosines before the softmax.")
                    .above(0)
                    .atMost(1000)
                    .orElse(20.0);
    private static final Setting<Long> CANDIDATES =
            Setting.integer(
                            "candidates",
                            "Number of texts that the text of an evaluated record is ranked among,"
                                    + " itself included; the others are drawn from the texts of the"
                                    + " evaluated records, the same ones each time.")
                    .atLeast(2)
                    .atMost(100_000)
                    .orElse(100L);
    private static final Setting<Long> TOP =
            Setting.integer("top", "Number of texts that a prediction lists.")
                    .atLeast(1)
                    .atMost(1000)
                    .orElse(5L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "retrieved-text",
                "Chooses the text of the training data whose vector is most similar to that of the"
                        + " record (dual encoder); learns from the texts of the other records of a"
                        + " minibatch as wrong ones.",
                COLUMN,
                QUERY_COLUMN,
                SIMILARITY,
                SCALE,
                CANDIDATES,
                TOP);
    }

    @Override
    public boolean retrieves() {
        return true;
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return RankingOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("hit@1", "hit@10", "mrr@10");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new RetrievedText(
                settings.get(COLUMN),
                settings.find(QUERY_COLUMN),
                settings.get(SIMILARITY).equals(COSINE),
                settings.get(SCALE),
                settings.get(CANDIDATES).intValue(),
                settings.get(TOP).intValue());
    }
}
