// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code yaml-records}: a file of YAML documents, one record each. */
final class YamlRecordsType implements DataSourceType {

    private static final List<String> WORDS = List.of("text", "integer", "number", "boolean");

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "The file, in UTF-8, possibly with gzip or in an archive; its documents"
                                    + " are mappings.")
                    .required();
    static final Setting<Map<String, String>> COLUMNS =
            // A separate setting type: no predefined one maps free names to a few keywords.
            Setting.<Map<String, String>>of(
                            "columns",
                            "The keys to read, each with the type of its values.",
                            new SettingType.MapOf(new SettingType.Choice(WORDS)),
                            Map.class)
                    .required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "yaml-records", "A file of YAML documents, one a record; streamed.", PATH, COLUMNS);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        settings.get(COLUMNS)
                .forEach(
                        (name, word) ->
                                columns.add(
                                        Column.of(
                                                name,
                                                ColumnType.valueOf(
                                                        word.toUpperCase(Locale.ROOT)))));
        return Optional.of(new Schema(columns));
    }

    @Override
    public DataSource open(Settings settings) {
        return new YamlSource(Place.of(settings.get(PATH)), schema(settings).orElseThrow());
    }

    /** Reads a file for prediction in the same way as the training data. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        Place place = Place.of(input);
        if (!place.kind().endsWith(".yaml") || !Files.isRegularFile(place.file())) {
            return Optional.empty();
        }
        return Optional.of(
                Map.of(
                        PATH.name(),
                        input.toString(),
                        COLUMNS.name(),
                        trained.settings().get(COLUMNS)));
    }
}
