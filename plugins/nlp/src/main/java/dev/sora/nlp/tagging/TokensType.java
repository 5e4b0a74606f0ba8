// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code tokens}: sentences that are split into tokens already. */
final class TokensType implements InputType {

    private static final int MOST_TOKENS = 1 << 14;
    private static final int MOST_CHARACTERS = 256;

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of lists of tokens; or of strings with blanks between the"
                                    + " tokens.",
                            ColumnType.TEXTS,
                            ColumnType.TEXT)
                    .required();
    private static final Setting<Long> MAX_WORDS =
            Setting.integer(
                            "max_words",
                            "Maximum number of words in the vocabulary, the most frequent ones;"
                                    + " index 0 is padding, 1 any other word.")
                    .atLeast(1)
                    .atMost(2_000_000)
                    .orElse(100_000L);
    private static final Setting<Long> MIN_COUNT =
            Setting.integer("min_count", "How often a word of the vocabulary occurs at least.")
                    .atLeast(1)
                    .orElse(1L);
    private static final Setting<Boolean> LOWER_CASE =
            Setting.bool(
                            "lower_case",
                            "Whether words are looked up in lower case; characters never are.")
                    .orElse(true);
    private static final Setting<Boolean> DIGITS =
            Setting.bool("digits", "Whether words keep their digits; otherwise each becomes a 0.")
                    .orElse(false);
    private static final Setting<Long> LENGTH =
            Setting.integer(
                            "length",
                            "Maximum number of tokens; a longer sentence is broken, because its"
                                    + " last tokens would get no label.")
                    .atLeast(1)
                    .atMost(MOST_TOKENS)
                    .orElse(128L);
    private static final Setting<Long> CHARACTERS =
            Setting.integer(
                            "characters",
                            "Maximum number of characters of a word; of a longer one, the first and"
                                    + " the last half of them.")
                    .atLeast(2)
                    .atMost(MOST_CHARACTERS)
                    .orElse(20L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "tokens",
                "Sentences as lists of tokens, numbered by the most frequent, with the characters"
                        + " of each.",
                COLUMN,
                MAX_WORDS,
                MIN_COUNT,
                LOWER_CASE,
                DIGITS,
                LENGTH,
                CHARACTERS);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new TokensInput(
                new TokenRules(
                        settings.get(COLUMN),
                        settings.get(MAX_WORDS).intValue(),
                        settings.get(MIN_COUNT).intValue(),
                        settings.get(LOWER_CASE),
                        settings.get(DIGITS),
                        settings.get(LENGTH).intValue(),
                        settings.get(CHARACTERS).intValue()));
    }
}
