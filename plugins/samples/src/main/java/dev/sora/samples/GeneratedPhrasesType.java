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

/** {@code generated-phrases}: sentences in English and in an invented language. */
final class GeneratedPhrasesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("english", ColumnType.TEXT), Column.of("invented", ColumnType.TEXT));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-phrases",
                "Short sentences in English and their translation to an invented language, in which"
                        + " adjectives follow nouns and the verb comes last; needs no files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, Phrases::make);
    }
}
