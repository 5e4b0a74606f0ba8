// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.text;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Choice;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.PartFolders;
import dev.sora.reading.Place;
import dev.sora.reading.passed.Overlooked;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code text-folder}: text files in a folder for each class, also within an archive. */
public final class TextFolderType implements DataSourceType {

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "A folder, a tar, tar.gz, tgz or zip archive, or a folder in one:"
                                    + " archive.tar.gz!/folder.")
                    .required();
    static final Setting<String> LABELS =
            Setting.choice(
                            "labels",
                            "'folder': the name of the folder that a file lies in is its class;"
                                    + " 'none': texts only.",
                            List.of("folder", "none"))
                    .orElse("folder");
    static final Setting<List<String>> CLASSES =
            Setting.strings(
                    "classes", "The folders to read; all others are left out. By default all.");
    static final Setting<List<String>> ENDINGS =
            Setting.strings("endings", "How the names of the files end.").orElse(List.of(".txt"));
    static final Setting<String> ENCODING =
            Setting.string("encoding", "The encoding, unless a byte-order mark says another.")
                    .orElse("UTF-8");
    static final Setting<String> TEXT_COLUMN =
            Setting.string("text_column", "Name of the column of texts.").orElse("text");
    static final Setting<String> LABEL_COLUMN =
            Setting.string("label_column", "Name of the column of labels.").orElse("label");
    static final Setting<Long> LIMIT =
            Setting.integer(
                            "limit",
                            "Maximum number of texts to read, as evenly from the folders as"
                                    + " possible.")
                    .large()
                    .atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "text-folder",
                "Text files in class folders, plain or in an archive.",
                PATH,
                LABELS,
                CLASSES,
                ENDINGS,
                ENCODING,
                TEXT_COLUMN,
                LABEL_COLUMN,
                LIMIT);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(TEXT_COLUMN), ColumnType.TEXT));
        if (settings.get(LABELS).equals("folder")
                && !settings.get(LABEL_COLUMN).equals(settings.get(TEXT_COLUMN))) {
            columns.add(Column.of(settings.get(LABEL_COLUMN), ColumnType.TEXT));
        }
        return Optional.of(new Schema(columns));
    }

    @Override
    public DataSource open(Settings settings) {
        return new TextFolder(schema(settings).orElseThrow(), settings);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        List<String> names = wanted.stream().map(Column::name).distinct().toList();
        boolean texts = wanted.stream().allMatch(c -> c.type() == ColumnType.TEXT);
        if (names.size() != 1 || !texts || !Files.isDirectory(input)) {
            return Optional.empty();
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(PATH.name(), input.toString());
        raw.put(LABELS.name(), "none");
        raw.put(TEXT_COLUMN.name(), names.get(0));
        return Optional.of(raw);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        return settingsFor(input, trained.wanted())
                .map(
                        raw -> {
                            raw.put(ENCODING.name(), trained.settings().get(ENCODING));
                            raw.put(ENDINGS.name(), trained.settings().get(ENDINGS));
                            return raw;
                        });
    }

    /** Treats folders named train and test as splits, and folders that contain texts as classes. */
    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        Place place = Place.of(input);
        boolean archive =
                Files.isRegularFile(place.file())
                        && Place.isArchive(String.valueOf(place.file().getFileName()))
                        && !Place.of(input).kind().endsWith(".npz");
        if (!Files.isDirectory(input) && !archive) {
            return Map.of();
        }
        List<String> names =
                EntryStore.of(
                                input,
                                Choice.byName(
                                        name -> name.toLowerCase(Locale.ROOT).endsWith(".txt"),
                                        new Overlooked.Reason("other files", "")),
                                TextFolder.MOST_BYTES)
                        .names();
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        PartFolders.of(names)
                .forEach(
                        (part, within) -> {
                            Map<String, Object> raw = new LinkedHashMap<>();
                            raw.put(PATH.name(), PartFolders.path(input, within));
                            if (!ClassFolders.areClasses(names, within)) {
                                raw.put(LABELS.name(), "none");
                            }
                            parts.put(part, raw);
                        });
        return parts;
    }
}
