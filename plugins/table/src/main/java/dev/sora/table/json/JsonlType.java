// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.DataException;
import dev.sora.reading.Place;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import dev.sora.table.cell.Cells;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code jsonl}: JSON lines, one object a line. */
public final class JsonlType implements DataSourceType {

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "The file in UTF-8, plain or gz, or one within an archive:"
                                    + " archive.zip!/folder/file.jsonl.")
                    .required();
    static final Setting<Map<String, String>> TYPES =
            Setting.of(
                    "types",
                    "The types of columns; those of all others are found by looking at the first"
                            + " thousand lines. Values of inner objects are named a.b.",
                    new SettingType.MapOf(new SettingType.Choice(words())),
                    Map.class);
    static final Setting<String> SEPARATOR =
            Setting.string("separator", "The separator that joins a list of strings.").orElse("|");
    static final Setting<Path> FOLDER =
            Setting.path(
                    "folder",
                    "The folder that names of pictures are relative to; by default the file's"
                            + " own.");
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of lines to read.").large().atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "jsonl",
                "One JSON object a line; streamed.",
                PATH,
                TYPES,
                SEPARATOR,
                FOLDER,
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
        return new JsonlSource(settings);
    }

    @Override
    public Optional<DataSource> openArriving(Settings settings, InputStream all) {
        Place place = Place.of(settings.get(PATH));
        return place.isPlain()
                ? Optional.of(new JsonlSource(settings, Optional.of(all)))
                : Optional.empty();
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        Place place = Place.of(input);
        String kind = place.kind();
        boolean named = kind.endsWith(".jsonl") || kind.endsWith(".ndjson");
        if (!named || wanted.isEmpty() || !Files.isRegularFile(place.file())) {
            return Optional.empty();
        }
        Map<String, Object> types = new LinkedHashMap<>();
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(PATH.name(), input.toString());
        Map<String, ColumnType> present = lists(raw);
        for (Column column : wanted) {
            types.put(column.name(), word(column, present));
        }
        raw.put(TYPES.name(), types);
        return Optional.of(raw);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        Settings settings = trained.settings();
        return settingsFor(input, trained.wanted())
                .map(
                        raw -> {
                            Map<String, Object> types = new LinkedHashMap<>();
                            ((Map<?, ?>) raw.get(TYPES.name()))
                                    .forEach((name, word) -> types.put((String) name, word));
                            types.putAll(settings.find(TYPES).orElse(Map.of()));
                            raw.put(TYPES.name(), types);
                            raw.put(SEPARATOR.name(), settings.get(SEPARATOR));
                            settings.find(FOLDER).ifPresent(f -> raw.put(FOLDER.name(), f));
                            return raw;
                        });
    }

    /**
     * Returns the name of a column's type. Inputs of text also read lists, so a text keeps its list
     * type here.
     */
    private static String word(Column column, Map<String, ColumnType> lists) {
        ColumnType type =
                column.type() == ColumnType.TEXT
                        ? lists.getOrDefault(column.name(), ColumnType.TEXT)
                        : column.type();
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the columns that contain lists of texts or of identifiers. */
    private Map<String, ColumnType> lists(Map<String, Object> raw) {
        Map<String, ColumnType> lists = new LinkedHashMap<>();
        try (DataSource open = open(Settings.of(descriptor().settings(), raw))) {
            for (Column column : open.schema().columns()) {
                if (column.type() == ColumnType.TEXTS || column.type() == ColumnType.IDENTIFIERS) {
                    lists.put(column.name(), column.type());
                }
            }
        } catch (DataException e) {
            // problems of the file are reported when it is read
        }
        return lists;
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(Cells.WORDS);
        words.add(ColumnType.NESTED.name().toLowerCase(Locale.ROOT));
        words.add(ColumnType.TEXTS.name().toLowerCase(Locale.ROOT));
        return words;
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        Place place = Place.of(input);
        String kind = place.kind();
        boolean named = kind.endsWith(".jsonl") || kind.endsWith(".ndjson");
        return named && Files.isRegularFile(place.file())
                ? Map.of("train", Map.of(PATH.name(), input.toString()))
                : Map.of();
    }
}
