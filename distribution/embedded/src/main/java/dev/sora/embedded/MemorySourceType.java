// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;

/** The type {@code memory}: records that the application stored. */
final class MemorySourceType implements DataSourceType {

    private static final Setting<String> RECORDS =
            Setting.string("records", "The name under which the application stored the records.");

    private static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of("memory", "Records of the application, in memory.", RECORDS);

    private final MemoryData data;

    MemorySourceType(MemoryData data) {
        this.data = data;
    }

    @Override
    public TypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return data.schema(settings.get(RECORDS));
    }

    @Override
    public DataSource open(Settings settings) {
        return data.table(settings.get(RECORDS));
    }
}
