// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The types {@code user} and {@code item}, which differ only in their names. */
final class IdentifierType implements InputType {

    static final Setting<String> UNKNOWN =
            Setting.choice(
                            "unknown",
                            "What happens to a value that is not in the training data, or to a"
                                    + " missing one:"
                                    + " accept gives it index 0, whose vector follows from"
                                    + " 'cold_start' of the particle that reads it; error refuses"
                                    + " the record.",
                            List.of("accept", "error"))
                    .orElse("accept");
    static final Setting<Long> MIN_COUNT =
            Setting.integer(
                            "min_count",
                            "Values in fewer training records than this are treated as unknown.")
                    .atLeast(1)
                    .orElse(1L);

    private final String name;
    private final Setting<String> column;

    IdentifierType(String name) {
        this.name = name;
        this.column =
                Setting.column(
                                "column",
                                "Column that tells the %s.".formatted(name),
                                ColumnType.TEXT,
                                ColumnType.INTEGER,
                                ColumnType.NUMBER,
                                ColumnType.BOOLEAN)
                        .required();
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                name,
                "The %s of a record as an index: those of the training data count from 1, 0 is any other."
                        .formatted(name),
                column,
                UNKNOWN,
                MIN_COUNT);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new IdentifierInput(
                name,
                settings.get(column),
                settings.get(MIN_COUNT),
                settings.get(UNKNOWN).equals("error"));
    }
}
