// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;

/** The type {@code implicit}. */
final class ImplicitType implements OutputType {

    private static final Setting<String> USER =
            Setting.column(
                            "user",
                            "Column that tells the user.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.BOOLEAN)
                    .required();
    // strings, not column settings: a file for prediction contains only users
    private static final Setting<String> ITEM =
            Setting.string("item", "Column that tells the item.").required();
    private static final Setting<List<String>> ITEM_COLUMNS =
            Setting.strings(
                            "item_columns",
                            "Further columns that describe the item and not the user, such as its"
                                    + " genre; only training data needs them.")
                    .orElse(List.of());
    private static final Setting<Long> NEGATIVES =
            Setting.integer(
                            "negatives",
                            "Items drawn for each record in each epoch among those that its user"
                                    + " was not seen with.")
                    .atLeast(1)
                    .atMost(10_000)
                    .orElse(4L);
    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "What training minimises: log takes each pair for a yes or a no, bpr"
                                    + " compares the record's item with each drawn one, softmax"
                                    + " with all of them at once.",
                            List.of("log", "bpr", "softmax"))
                    .orElse("log");
    private static final Setting<String> EVALUATION =
            Setting.choice(
                            "evaluation",
                            "What a record's item is ranked among: all items of the training data,"
                                    + " the items given in 'negatives_column', or as many drawn"
                                    + " ones as 'sampled_negatives' says.",
                            List.of("all", "given", "sampled"))
                    .orElse("all");
    private static final Setting<String> NEGATIVES_COLUMN =
            Setting.string(
                    "negatives_column",
                    "Column of the data to evaluate that lists items, separated by spaces or"
                            + " commas.");
    private static final Setting<Long> SAMPLED_NEGATIVES =
            Setting.integer(
                            "sampled_negatives",
                            "Items drawn to rank a record's item among; the same in every epoch.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(99L);
    private static final Setting<Boolean> EXCLUDE_SEEN =
            Setting.bool(
                            "exclude_seen",
                            "Whether items that the training data has for a user are left out when"
                                    + " all items are ranked and when items are recommended.")
                    .orElse(true);
    private static final Setting<Boolean> SYMMETRIC =
            Setting.bool(
                            "symmetric",
                            "Whether users and items have the same names and a pair has no"
                                    + " direction, such as an edge of an undirected graph: what"
                                    + " training has as 'a b' it then has as 'b a', too. Neither"
                                    + " these nor a name itself are drawn, ranked, or recommended,"
                                    + " and records that training has are not measured.")
                    .orElse(false);
    private static final Setting<Long> TOP =
            Setting.integer("top", "Number of items that are recommended.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(10L);
    private static final Setting<String> UNKNOWN_USER =
            Setting.choice(
                            "unknown_user",
                            "What a user whom training has not seen is recommended: popular are the"
                                    + " items with most users, model is what the particles make of"
                                    + " an unknown user.",
                            List.of("popular", "model"))
                    .orElse("popular");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "implicit",
                "Recommends items; learns from pairs of users and items that came together, against"
                        + " items drawn at random.",
                USER,
                ITEM,
                ITEM_COLUMNS,
                NEGATIVES,
                LOSS,
                EVALUATION,
                NEGATIVES_COLUMN,
                SAMPLED_NEGATIVES,
                EXCLUDE_SEEN,
                SYMMETRIC,
                TOP,
                UNKNOWN_USER,
                Score.HEAD);
    }

    @Override
    public boolean retrieves() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return RankingOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("hit@10", "ndcg@10", "mrr@10");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Implicit(
                settings.get(USER),
                settings.get(ITEM),
                settings.get(ITEM_COLUMNS),
                settings.get(NEGATIVES).intValue(),
                PairLoss.valueOf(settings.get(LOSS).toUpperCase(Locale.ROOT)),
                new Protocol(
                        settings.get(EVALUATION),
                        settings.find(NEGATIVES_COLUMN),
                        settings.get(SAMPLED_NEGATIVES).intValue(),
                        settings.get(EXCLUDE_SEEN)),
                settings.get(TOP).intValue(),
                settings.get(SYMMETRIC),
                settings.get(UNKNOWN_USER).equals("popular"),
                new Score(settings.find(Score.HEAD)));
    }
}
