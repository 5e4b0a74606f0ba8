// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.Optional;

/** Offers {@code ncf-negatives}. */
final class NcfNegativesType implements DataSourceType {

    static final Schema SCHEMA =
            Schema.of(
                    new Column("user", ColumnType.TEXT),
                    new Column("item", ColumnType.TEXT),
                    new Column("negatives", ColumnType.TEXT));

    private static final Setting<Path> PATH =
            Setting.path("path", "The file, which may be compressed with gzip.").required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "ncf-negatives",
                "Test items with their negatives as published with neural collaborative filtering:"
                        + " lines '(user,item)', then items, parted by tabs; columns user, item and"
                        + " negatives.",
                PATH);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new NcfNegatives(settings.get(PATH));
    }
}
