// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code history}. */
final class HistoryType implements InputType {

    private static final Setting<String> USER =
            Setting.column(
                            "user",
                            "Column that tells the user.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.BOOLEAN)
                    .required();
    // a string, not a column setting: the history belongs to the user, also where items are
    // candidates
    private static final Setting<String> ITEM =
            Setting.string("item", "Column that tells the item; only training data needs it.")
                    .required();
    private static final Setting<Long> MAX_ITEMS =
            Setting.integer(
                            "max_items",
                            "Most items of one user; of more, as many are taken at even"
                                    + " distances.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(1000L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "history",
                "The items that the training data has for the record's user, as a sequence of"
                        + " indices; the record's own item stays among them.",
                USER,
                ITEM,
                IdentifierType.MIN_COUNT,
                MAX_ITEMS);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new HistoryInput(
                settings.get(USER),
                settings.get(ITEM),
                settings.get(IdentifierType.MIN_COUNT),
                settings.get(MAX_ITEMS).intValue());
    }
}
