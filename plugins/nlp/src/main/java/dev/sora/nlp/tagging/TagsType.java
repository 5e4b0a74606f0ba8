// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Arrays;
import java.util.List;

/** The type {@code tags}. */
final class TagsType implements OutputType {

    private static final int MOST_TOKENS = 1 << 14;

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of lists with a tag for each token; or of strings with"
                                    + " blanks between the tags.",
                            ColumnType.TEXTS,
                            ColumnType.TEXT)
                    .required();
    private static final Setting<String> TOKENS =
            Setting.column(
                            "tokens",
                            "The column of the tokens: a record with another number of tags than of"
                                    + " tokens is broken.",
                            ColumnType.TEXTS,
                            ColumnType.TEXT)
                    .orElse("tokens");
    private static final Setting<String> SCHEME =
            Setting.choice(
                            "scheme",
                            "bio: an entity is B-X and then I-X, all else is O; other tags are"
                                    + " broken, and answers follow the scheme. iob1: B-X begins an"
                                    + " entity only after another one of its kind, as in the data"
                                    + " of CoNLL-2003. bioes: E-X ends an entity and S-X is a whole"
                                    + " one, also as L-X and U-X (BILOU). Both are answered as bio."
                                    + " none: any tags.",
                            Arrays.stream(Scheme.values()).map(Scheme::key).toList())
                    .orElse(Scheme.BIO.key());
    private static final Setting<Long> LENGTH =
            Setting.integer("length", "Maximum number of tags; at least that of the input.")
                    .atLeast(1)
                    .atMost(MOST_TOKENS)
                    .orElse(128L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "tags",
                "A tag for each token of a sentence, by a conditional random field over the whole"
                        + " sentence (Lafferty, McCallum and Pereira, 2001).",
                COLUMN,
                TOKENS,
                SCHEME,
                LENGTH);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return TagOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("entity_f1", "entity_precision", "entity_recall", "tag_accuracy");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Tags(
                settings.get(COLUMN),
                settings.get(TOKENS),
                Scheme.of(settings.get(SCHEME)),
                settings.get(LENGTH).intValue());
    }
}
