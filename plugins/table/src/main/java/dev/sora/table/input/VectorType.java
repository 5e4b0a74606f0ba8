// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.OptionalInt;

/** {@code vector}: one column of vectors of equal length. */
public final class VectorType implements InputType {

    private static final int WIDEST = 1 << 20;

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of vectors: lists of numbers, rows of an array (n, d), or"
                                    + " texts such as '0.5 1 -2'.",
                            ColumnType.VECTOR,
                            ColumnType.IDENTIFIERS,
                            ColumnType.NUMBER,
                            ColumnType.INTEGER,
                            ColumnType.BOOLEAN,
                            ColumnType.TEXT)
                    .required();
    private static final Setting<Long> SIZE =
            Setting.integer(
                            "size",
                            "Number of values of each vector; by default that of the first of"
                                    + " the training data. A record with another number is broken.")
                    .atLeast(1)
                    .atMost(WIDEST);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "vector",
                "Vectors of one width, each place scaled on its own.",
                COLUMN,
                SIZE,
                NumberType.SCALE,
                NumberType.MISSING,
                NumberType.CLIP,
                NoData.SETTING);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new VectorInput(
                new NumberRules(
                        settings.get(NumberType.SCALE),
                        0,
                        "linear",
                        settings.get(NumberType.MISSING),
                        settings.find(NumberType.CLIP).orElse(Double.MAX_VALUE),
                        settings.get(NoData.SETTING)),
                settings.get(COLUMN),
                settings.find(SIZE)
                        .map(size -> OptionalInt.of(size.intValue()))
                        .orElse(OptionalInt.empty()));
    }
}
