// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code category}: columns of categories, as indices or as one-hot vectors. */
public final class CategoryType implements InputType {

    private static final ColumnType[] ACCEPTS = {
        ColumnType.TEXT,
        ColumnType.INTEGER,
        ColumnType.NUMBER,
        ColumnType.BOOLEAN,
        ColumnType.TEXTS,
        ColumnType.IDENTIFIERS
    };

    private static final Setting<String> COLUMN = ColumnNames.one("categories", ACCEPTS);
    private static final Setting<List<String>> COLUMNS = ColumnNames.several("categories", ACCEPTS);
    private static final Setting<Boolean> ONE_HOT =
            Setting.bool(
                            "one_hot",
                            "False: an index for each column, into one table for all of them, as"
                                    + " the particle 'embedding' takes; true: a vector with a 1"
                                    + " at the index of each column's value.")
                    .orElse(false);
    private static final Setting<String> SEPARATOR =
            Setting.string(
                    "separator",
                    "The separator between several values of a field, such as the bar in"
                            + " Action|Comedy: a vector with a 1 at the index of each. Elements"
                            + " of a list are not divided.");
    private static final Setting<Boolean> AVERAGE =
            Setting.bool(
                            "average",
                            "Whether several values of a field share a 1 equally instead of"
                                    + " having a 1 each.")
                    .orElse(false);
    private static final Setting<Long> MIN_COUNT =
            Setting.integer(
                            "min_count",
                            "Minimum number of occurrences in the training data for a value to"
                                    + " get its own index; rarer values share the index of"
                                    + " unknown values, which is trained by them.")
                    .atLeast(1)
                    .orElse(1L);
    private static final Setting<Long> MAX_VALUES =
            Setting.integer(
                            "max_values",
                            "Maximum number of values of a column; the most frequent are kept.")
                    .atLeast(1)
                    .atMost(20_000_000)
                    .orElse(1_000_000L);
    private static final Setting<String> UNKNOWN =
            Setting.choice(
                            "unknown",
                            "Values that are not in the training data get an index of their"
                                    + " 'own', or are an 'error'.",
                            List.of("own", "error"))
                    .orElse("own");
    private static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "Missing values have an index of their 'own', or are an 'error'.",
                            List.of("own", "error"))
                    .orElse("own");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "category",
                "Categories of one column or several: indices for an embedding, or a vector with a"
                        + " place for each value.",
                COLUMN,
                COLUMNS,
                ONE_HOT,
                SEPARATOR,
                AVERAGE,
                MIN_COUNT,
                MAX_VALUES,
                UNKNOWN,
                MISSING);
    }

    @Override
    public InputParticle create(Settings settings) {
        ColumnNames columns = ColumnNames.of(settings, COLUMN, COLUMNS);
        return new CategoryInput(
                new CategoryRules(
                        columns.names(),
                        columns.single(),
                        settings.get(ONE_HOT),
                        settings.find(SEPARATOR).orElse(""),
                        settings.get(AVERAGE),
                        settings.get(UNKNOWN).equals("error"),
                        settings.get(MISSING).equals("error")),
                settings.get(MIN_COUNT),
                settings.get(MAX_VALUES).intValue());
    }
}
