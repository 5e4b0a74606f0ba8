// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code sequence}: a column of identifiers, or of items in a text, as a sequence of indices. */
public final class SequenceType implements InputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of sequences.",
                            ColumnType.TEXT,
                            ColumnType.IDENTIFIERS)
                    .required();
    private static final Setting<String> SEPARATOR =
            Setting.string("separator", "The separator between the items of a string.").orElse(" ");
    private static final Setting<Long> MAX_ITEMS =
            Setting.integer(
                            "max_items",
                            "Maximum number of items in the vocabulary, the most frequent ones;"
                                    + " index 0 is"
                                    + " padding, 1 any other item, and items start at 2.")
                    .atLeast(1)
                    .atMost(2_000_000)
                    .orElse(100_000L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "sequence",
                "Sequences of identifiers or of items, numbered by the most frequent.",
                COLUMN,
                SEPARATOR,
                MAX_ITEMS,
                TextType.MIN_COUNT,
                TextType.LENGTH,
                TextType.TRUNCATE,
                TextType.UNKNOWN,
                TextType.DISTINCT,
                TextType.EMPTY);
    }

    @Override
    public InputParticle create(Settings settings) {
        String separator = settings.get(SEPARATOR);
        return new TextInput(
                new TextRules(
                        List.of(settings.get(COLUMN)),
                        new Splitting("separator", false, false, "", separator),
                        settings.get(MAX_ITEMS).intValue(),
                        settings.get(TextType.MIN_COUNT).intValue(),
                        1,
                        settings.find(TextType.LENGTH).orElse(0L).intValue(),
                        settings.get(TextType.TRUNCATE).equals("start"),
                        settings.get(TextType.UNKNOWN).equals("index"),
                        settings.get(TextType.DISTINCT),
                        settings.get(TextType.EMPTY).equals("unknown")));
    }
}
