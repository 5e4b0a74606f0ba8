// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;

/** {@code drawn-winds}: synthetic data for the other types. */
final class DrawnWindsType implements DataSourceType {

    static final Setting<Long> SAMPLES =
            Setting.integer("samples", "Number of records.").atLeast(1).orElse(1000L);
    static final Setting<Long> SEED =
            Setting.integer("seed", "Other seeds give other records.").large().orElse(1L);

    static final Schema SCHEMA =
            Schema.of(
                    Column.of("morning", ColumnType.NUMBER),
                    Column.of("pressure", ColumnType.NUMBER),
                    Column.of("noon", ColumnType.NUMBER));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "drawn-winds",
                "Where the wind comes from in the morning and at noon, made in code.",
                SAMPLES,
                SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new DrawnWinds(settings.get(SAMPLES), settings.get(SEED));
    }
}
