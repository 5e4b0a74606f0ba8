// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** {@code subwords}: texts as the indices that a published tokeniser gives their pieces. */
public final class SubwordsType implements InputType {

    /** The most tokens that a text may keep. */
    static final int MOST = 8192;

    static final Setting<String> COLUMN =
            Setting.column("column", "The column of texts.", ColumnType.TEXT).required();
    static final Setting<List<String>> MORE_COLUMNS =
            Setting.of(
                    "more_columns",
                    "Columns whose texts are appended to that of the first after a space, such as"
                            + " the body to a title.",
                    new SettingType.ListOf(
                            new SettingType.Column(Set.of(ColumnType.TEXT)), OptionalInt.empty()),
                    List.class);
    static final Setting<Path> TOKENIZER =
            Setting.path(
                    "tokenizer",
                    "The tokenizer.json of a model, with pieces by WordPiece, BPE or unigram.");
    static final Setting<String> ARTEFACT =
            Setting.string(
                    "artefact",
                    "Instead of tokenizer: an artefact of the local Maven repository whose jar"
                            + " contains it, group:artifact:version or"
                            + " group:artifact:version:path-in-jar.");
    static final Setting<Long> LENGTH =
            Setting.integer(
                            "length",
                            "The most tokens of a text that are kept, those around it included; by"
                                    + " default what the tokenizer's file says, otherwise 512.")
                    .atLeast(3)
                    .atMost(MOST);
    static final Setting<String> EMPTY =
            Setting.choice(
                            "empty",
                            "What a text without a token is: an error of its record, or the tokens"
                                    + " around a text alone.",
                            List.of("error", "accept"))
                    .orElse("error");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "subwords",
                "Texts, divided into pieces of words by the tokenizer.json of a model that comes"
                        + " trained.",
                COLUMN,
                MORE_COLUMNS,
                TOKENIZER,
                ARTEFACT,
                LENGTH,
                EMPTY);
    }

    @Override
    public InputParticle create(Settings settings) {
        List<String> columns = new ArrayList<>(List.of(settings.get(COLUMN)));
        settings.find(MORE_COLUMNS).ifPresent(columns::addAll);
        return new SubwordsInput(
                columns,
                TokenizerFile.of(settings),
                settings.find(LENGTH).orElse(0L).intValue(),
                settings.get(EMPTY).equals("accept"));
    }
}
