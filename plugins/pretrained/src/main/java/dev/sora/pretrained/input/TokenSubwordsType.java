// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/**
 * {@code token-subwords}: sentences that are split into tokens already, as the indices that a
 * published tokeniser gives the pieces of each token.
 */
public final class TokenSubwordsType implements InputType {

    private static final int MOST_TOKENS = 1 << 14;

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of lists of tokens; or of strings with blanks between the"
                                    + " tokens.",
                            ColumnType.TEXTS,
                            ColumnType.TEXT)
                    .required();
    private static final Setting<Long> LENGTH =
            Setting.integer(
                            "length",
                            "Maximum number of tokens of a sentence; a longer one is broken,"
                                    + " because its last tokens would get no label.")
                    .atLeast(1)
                    .atMost(MOST_TOKENS)
                    .orElse(128L);
    private static final Setting<Long> PIECES =
            Setting.integer(
                            "pieces",
                            "Maximum number of pieces of a sentence, those around it included; a"
                                    + " sentence with more is broken.")
                    .atLeast(3)
                    .atMost(SubwordsType.MOST)
                    .orElse(512L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "token-subwords",
                "Sentences as lists of tokens, each divided into pieces by the tokenizer.json of a"
                        + " model that comes trained; the particle subword-pool returns from pieces"
                        + " to tokens.",
                COLUMN,
                SubwordsType.TOKENIZER,
                SubwordsType.ARTEFACT,
                LENGTH,
                PIECES);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new TokenSubwordsInput(
                settings.get(COLUMN),
                TokenizerFile.of(settings),
                settings.get(LENGTH).intValue(),
                settings.get(PIECES).intValue());
    }
}
