// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.List;
import java.util.Optional;

/** The type {@code generated-ratings}: synthetic ratings, for use without own data. */
final class GeneratedRatingsType implements DataSourceType {

    static final Schema SCHEMA =
            Schema.of(
                    Column.of("user", ColumnType.TEXT),
                    Column.of("item", ColumnType.TEXT),
                    Column.of("genre", ColumnType.TEXT),
                    Column.of("age", ColumnType.NUMBER),
                    Column.of("rating", ColumnType.NUMBER),
                    Column.of("click", ColumnType.INTEGER),
                    Column.of("timestamp", ColumnType.INTEGER),
                    Column.of("negatives", ColumnType.TEXT));

    private static final Setting<Long> USERS =
            Setting.integer("users", "Number of users.").atLeast(1).atMost(10_000_000).orElse(300L);
    private static final Setting<Long> ITEMS =
            Setting.integer("items", "Number of items.").atLeast(2).atMost(100_000).orElse(120L);
    private static final Setting<Long> PER_USER =
            Setting.integer("per_user", "Number of different items that each user rates.")
                    .atLeast(2)
                    .atMost(100_000)
                    .orElse(20L);
    private static final Setting<Long> GENRES =
            Setting.integer("genres", "Number of genres; each user likes two of them.")
                    .atLeast(2)
                    .atMost(1000)
                    .orElse(5L);
    private static final Setting<Double> NOISE =
            Setting.number("noise", "Standard deviation of the noise of the ratings.")
                    .atLeast(0)
                    .orElse(0.4);
    private static final Setting<String> PART =
            Setting.choice(
                            "part",
                            "Which ratings of each user: all, but-last without the last one, last"
                                    + " that one alone, which makes leave-one-out.",
                            List.of("all", "but-last", "last"))
                    .orElse("all");
    private static final Setting<Long> NEGATIVES =
            Setting.integer(
                            "negatives",
                            "Number of items that the user never rates in the column 'negatives'.")
                    .atLeast(0)
                    .atMost(10_000)
                    .orElse(0L);
    private static final Setting<Long> SEED =
            Setting.integer(
                            "seed",
                            "Other seeds give other ratings; one gives the same everywhere.")
                    .large()
                    .orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-ratings",
                "Ratings of users with tastes for items of genres, drawn in code; also clicks, and"
                        + " given negatives. Needs no files.",
                USERS,
                ITEMS,
                PER_USER,
                GENRES,
                NOISE,
                PART,
                NEGATIVES,
                SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        int items = settings.get(ITEMS).intValue();
        return new GeneratedRatings(
                new PreferenceModel(
                        items,
                        settings.get(GENRES).intValue(),
                        settings.get(NOISE),
                        settings.get(SEED)),
                settings.get(USERS).intValue(),
                (int) Math.min(settings.get(PER_USER), items),
                settings.get(PART),
                settings.get(NEGATIVES).intValue());
    }
}
