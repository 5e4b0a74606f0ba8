// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Place;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code npz}: NumPy arrays, one record a row. */
public final class NpzType implements DataSourceType {

    static final Setting<Path> PATH =
            Setting.path("path", "The npz file, as numpy.savez and savez_compressed write it.")
                    .required();
    static final Setting<Map<String, String>> COLUMNS =
            Setting.of(
                    "columns",
                    "The names of arrays by the names of their columns; by default every array"
                            + " under its own name. Bytes (n, height, width) and (n, height, width,"
                            + " 1, 3 or 4) become images.",
                    new SettingType.MapOf(new SettingType.StringType()),
                    Map.class);
    static final Setting<Map<String, String>> TYPES =
            Setting.of(
                    "types",
                    "The types of columns that differ from what the array suggests: `vector`"
                            + " instead of an image, `text` or `number` instead of an integer.",
                    new SettingType.MapOf(
                            new SettingType.Choice(List.of("vector", "text", "number"))),
                    Map.class);
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of rows to read.").large().atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "npz",
                "Arrays of numpy, row by row: images, numbers, vectors, texts; streamed.",
                PATH,
                COLUMNS,
                TYPES,
                LIMIT);
    }

    @Override
    public Optional<Schema> peek(Settings settings) {
        if (!Place.of(settings.get(PATH)).isQuick()) {
            return Optional.empty();
        }
        try (DataSource source = open(settings)) {
            return Optional.of(source.schema());
        }
    }

    @Override
    public DataSource open(Settings settings) {
        return new NpzSource(settings);
    }

    /** Reads the arrays that the inputs need, by their names in the training data. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        boolean named = input.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
        if (!named || trained.wanted().isEmpty() || !Files.isRegularFile(input)) {
            return Optional.empty();
        }
        Map<String, String> known = trained.settings().find(COLUMNS).orElse(Map.of());
        Map<String, String> arrays = new LinkedHashMap<>();
        trained.names().forEach(name -> arrays.put(name, known.getOrDefault(name, name)));
        Map<String, String> types =
                new LinkedHashMap<>(trained.settings().find(TYPES).orElse(Map.of()));
        types.keySet().retainAll(arrays.keySet());
        return Optional.of(Map.of(PATH.name(), input, COLUMNS.name(), arrays, TYPES.name(), types));
    }

    /** Treats arrays named train_… and test_…, or …_train and …_test, as splits. */
    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        boolean named = input.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
        return named && Files.isRegularFile(input) ? NpzParts.of(input) : Map.of();
    }
}
