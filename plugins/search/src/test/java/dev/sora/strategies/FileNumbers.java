// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.data.Schema;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.testkit.plain.SyntheticType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A source of drawn numbers that names a file, as those of data sets do. */
final class FileNumbers implements DataSourceType {

    private static final Setting<Path> FILE = Setting.path("path", "The file.");

    private final SyntheticType numbers = new SyntheticType();

    /** The plugin that offers it. */
    static final class Plugin implements SoraPlugin {

        @Override
        public String name() {
            return "files";
        }

        @Override
        public List<SoraType> types() {
            return List.of(new FileNumbers());
        }
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("file-numbers", "Drawn numbers, whatever is in the file.", FILE);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return numbers.schema(settings);
    }

    @Override
    public DataSource open(Settings settings) {
        throw new UnsupportedOperationException("trials of these tests read no data");
    }
}
