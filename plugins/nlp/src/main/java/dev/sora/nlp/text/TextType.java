// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** {@code text}: a column of texts as sequences of indices into a vocabulary. */
public final class TextType implements InputType {

    static final Setting<String> COLUMN =
            Setting.column("column", "The column of texts.", ColumnType.TEXT).required();
    static final Setting<List<String>> MORE_COLUMNS =
            Setting.of(
                    "more_columns",
                    "Columns whose texts are appended to that of the first, such as the body to"
                            + " a title.",
                    new SettingType.ListOf(
                            new SettingType.Column(Set.of(ColumnType.TEXT)), OptionalInt.empty()),
                    List.class);
    static final Setting<String> TOKENIZER =
            Setting.choice(
                            "tokenizer",
                            "What a token is: words by the rules of Unicode (UAX #29), without"
                                    + " punctuation; subword, learned pieces of them (byte-pair"
                                    + " encoding); chinese words by a dictionary and a hidden"
                                    + " Markov model; or each of the characters.",
                            List.of("words", "subword", "chinese", "characters"))
                    .orElse("words");
    static final Setting<Boolean> LOWER_CASE =
            Setting.bool("lower_case", "Whether letters are converted to lower case.").orElse(true);
    static final Setting<Boolean> STRIP_HTML =
            Setting.bool("strip_html", "Whether HTML markup is removed, such as <br />.")
                    .orElse(false);
    static final Setting<String> MARKS =
            Setting.string(
                            "marks",
                            "Marks between words that are tokens themselves, such as '!?'; all"
                                    + " others only part words.")
                    .orElse("");
    static final Setting<Long> MAX_WORDS =
            Setting.integer(
                            "max_words",
                            "Maximum number of words in the vocabulary, the most frequent ones,"
                                    + " sequences of words included; index 0 is padding, 1 any"
                                    + " other word, and"
                                    + " words start at 2.")
                    .atLeast(1)
                    .atMost(2_000_000)
                    .orElse(20_000L);
    static final Setting<Long> MIN_COUNT =
            Setting.integer(
                            "min_count",
                            "Minimum number of occurrences in the training texts for a word to"
                                    + " be in the vocabulary.")
                    .atLeast(1)
                    .atMost(1_000_000_000)
                    .orElse(1L);
    static final Setting<Long> NGRAMS =
            Setting.integer(
                            "ngrams",
                            "The most words of a sequence that counts as a word of its own: with 2,"
                                    + " 'not good' follows 'good' where the two words are"
                                    + " adjacent; for bags of words, not for recurrent"
                                    + " particles, and not with"
                                    + " subword.")
                    .atLeast(1)
                    .atMost(3)
                    .orElse(1L);
    static final Setting<Long> LENGTH =
            Setting.integer(
                            "length",
                            "The most tokens of a text that are kept; by default those of the"
                                    + " longest training text, at most 1000.")
                    .atLeast(1)
                    .atMost(TextRules.MOST);
    static final Setting<String> TRUNCATE =
            Setting.choice(
                            "truncate",
                            "What is cut off longer texts: their end or their start.",
                            List.of("end", "start"))
                    .orElse("end");
    static final Setting<String> UNKNOWN =
            Setting.choice(
                            "unknown",
                            "Whether words outside the vocabulary share one index, or are left"
                                    + " out.",
                            List.of("index", "skip"))
                    .orElse("index");
    static final Setting<Boolean> DISTINCT =
            Setting.bool(
                            "distinct",
                            "Whether of equal tokens of a text only the first is kept, as for bags"
                                    + " of words.")
                    .orElse(false);
    static final Setting<String> EMPTY =
            Setting.choice(
                            "empty",
                            "What a text without any word is: an error of its record, or one"
                                    + " unknown word.",
                            List.of("error", "unknown"))
                    .orElse("error");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "text",
                "Texts, split into tokens and numbered by a vocabulary of the most frequent.",
                COLUMN,
                MORE_COLUMNS,
                TOKENIZER,
                LOWER_CASE,
                STRIP_HTML,
                MARKS,
                MAX_WORDS,
                MIN_COUNT,
                NGRAMS,
                LENGTH,
                TRUNCATE,
                UNKNOWN,
                DISTINCT,
                EMPTY);
    }

    @Override
    public InputParticle create(Settings settings) {
        List<String> columns = new ArrayList<>(List.of(settings.get(COLUMN)));
        settings.find(MORE_COLUMNS).ifPresent(columns::addAll);
        Splitting splitting =
                new Splitting(
                        settings.get(TOKENIZER),
                        settings.get(LOWER_CASE),
                        settings.get(STRIP_HTML),
                        settings.get(MARKS).replaceAll("\\s", ""),
                        "");
        if (splitting.pieces() && settings.get(NGRAMS) > 1) {
            throw new ShapeException(
                    "'ngrams: 1', for tokens are pieces of words",
                    "ngrams: " + settings.get(NGRAMS),
                    "remove 'ngrams', or set 'tokenizer: words'");
        }
        return new TextInput(
                new TextRules(
                        columns,
                        splitting,
                        settings.get(MAX_WORDS).intValue(),
                        settings.get(MIN_COUNT).intValue(),
                        settings.get(NGRAMS).intValue(),
                        settings.find(LENGTH).orElse(0L).intValue(),
                        settings.get(TRUNCATE).equals("start"),
                        settings.get(UNKNOWN).equals("index"),
                        settings.get(DISTINCT),
                        settings.get(EMPTY).equals("unknown")));
    }
}
