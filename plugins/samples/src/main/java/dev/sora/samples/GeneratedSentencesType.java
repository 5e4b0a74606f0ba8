// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;

/** {@code generated-sentences}: sentences with a tag for each word. */
final class GeneratedSentencesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("tokens", ColumnType.TEXTS), Column.of("tags", ColumnType.TEXTS));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-sentences",
                "Sentences with names of people and places, put together in code, with columns"
                        + " tokens and tags; needs no files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, Sentences::make);
    }
}
