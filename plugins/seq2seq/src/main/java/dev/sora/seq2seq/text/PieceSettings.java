// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import dev.sora.data.ColumnType;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The settings of both inputs. */
final class PieceSettings {

    static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of texts; of several texts, such as the turns of a dialogue,"
                                    + " each is followed by the mark ¶.",
                            ColumnType.TEXT,
                            ColumnType.TEXTS)
                    .required();
    static final Setting<String> TRUNCATE =
            Setting.choice(
                            "truncate",
                            "What is cut off longer texts: their end or their start.",
                            List.of("end", "start"))
                    .orElse("end");
    static final Setting<List<String>> LEARN_FROM =
            Setting.of(
                    "learn_from",
                    "Columns whose texts the pieces are learned from; 'column' by default. Inputs"
                            + " with the same columns, 'vocabulary' and 'lower_case' have the same"
                            + " pieces, and their embeddings can be one ('same_as').",
                    new SettingType.ListOf(
                            new SettingType.Column(Set.of(ColumnType.TEXT, ColumnType.TEXTS), true),
                            OptionalInt.empty()),
                    List.class);
    static final Setting<Long> VOCABULARY =
            Setting.integer(
                            "vocabulary",
                            "Greatest number of pieces that are learned: characters, and frequent"
                                    + " sequences of them within words (byte-pair encoding).")
                    .atLeast(16)
                    .atMost(200_000)
                    .orElse(8_000L);
    static final Setting<Boolean> LOWER_CASE =
            Setting.bool("lower_case", "Whether letters are converted to lower case.")
                    .orElse(false);
    static final Setting<Long> LENGTH =
            Setting.integer(
                            "length",
                            "Most pieces of a text that are kept, the first ones; by default those"
                                    + " of the longest training text, at most 1000.")
                    .atLeast(1)
                    .atMost(PieceRules.MOST);

    private PieceSettings() {}

    static PieceRules rules(Settings settings) {
        String column = settings.get(COLUMN);
        List<String> from = settings.find(LEARN_FROM).orElse(List.of());
        return new PieceRules(
                column,
                from.isEmpty() ? List.of(column) : List.copyOf(from),
                settings.get(VOCABULARY).intValue(),
                settings.get(LOWER_CASE),
                settings.find(LENGTH).orElse(0L).intValue());
    }
}
