// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Place;
import dev.sora.reading.files.TableFiles;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code arrow}: tables in Apache Arrow IPC files and streams, which include Feather V2 files. */
public final class ArrowType implements DataSourceType {

    static final TableFiles FILES =
            new TableFiles("SORA-4298", "Arrow", List.of(".arrow", ".arrows", ".feather", ".ipc"));

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "An Arrow IPC file, a Feather V2 file or an Arrow IPC stream; a folder"
                                    + " whose .arrow, .arrows, .feather and .ipc files are read in"
                                    + " the order of their paths; or a pattern such as"
                                    + " data/*.arrow.")
                    .required();
    static final Setting<List<String>> COLUMNS =
            Setting.strings(
                            "columns",
                            "The columns to read; without it, all. A value within a structure is"
                                    + " named a.b.")
                    .orElse(List.of());
    static final Setting<List<String>> IMAGES =
            Setting.strings(
                            "images",
                            "Columns of bytes that hold pictures (PNG, JPEG, WebP, TIFF, GIF, BMP);"
                                    + " also structures with a field 'bytes'.")
                    .orElse(List.of());
    static final Setting<Map<String, String>> TYPES =
            Setting.of(
                    "types",
                    "The types of columns that differ from those in the file: `text` instead of"
                            + " an integer.",
                    new SettingType.MapOf(new SettingType.Choice(List.of("text"))),
                    Map.class);
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of records to read.").large().atLeast(1);

    private static final String MAGIC = "ARROW1";

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "arrow",
                "Tables in Apache Arrow IPC files (.arrow, .feather) and streams (.arrows); columns"
                        + " and types are those of the file; streamed.",
                PATH,
                COLUMNS,
                IMAGES,
                TYPES,
                LIMIT);
    }

    @Override
    public Optional<Schema> peek(Settings settings) {
        Path path = settings.get(PATH);
        return Place.of(path).isEntry() || !Files.isRegularFile(path)
                ? Optional.empty()
                : Optional.of(ArrowSource.schema(path, settings));
    }

    @Override
    public DataSource open(Settings settings) {
        return new ArrowSource(settings);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        if (!isReadable(input)) {
            return Optional.empty();
        }
        List<String> images =
                wanted.stream()
                        .filter(column -> column.type() == ColumnType.IMAGE)
                        .map(Column::name)
                        .distinct()
                        .toList();
        ArrowFile first = ArrowFile.open(FILES.find(input).get(0));
        Map<String, ColumnType> present = ArrowColumns.present(first, images);
        Map<String, String> types = new LinkedHashMap<>();
        for (Column column : wanted) {
            // identifiers beyond 64 bits were texts in training; here they may be within 64 bits
            if (column.type() == ColumnType.TEXT
                    && present.get(column.name()) == ColumnType.INTEGER) {
                types.put(column.name(), "text");
            }
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(PATH.name(), input.toString());
        // a file for prediction may have further columns, which are not read and may be unreadable
        settings.put(
                COLUMNS.name(),
                wanted.stream().map(Column::name).filter(present::containsKey).distinct().toList());
        settings.put(IMAGES.name(), images.stream().filter(present::containsKey).toList());
        settings.put(TYPES.name(), types);
        return Optional.of(settings);
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        return isReadable(input)
                ? Map.of("train", Map.of(PATH.name(), input.toString()))
                : Map.of();
    }

    private static boolean isReadable(Path input) {
        if (Place.of(input).isEntry()) {
            return false;
        }
        if (Files.isRegularFile(input)) {
            return FILES.isNamedSo(input) || isMarked(input);
        }
        return Files.isDirectory(input) && FILES.holdsSome(input);
    }

    /** Returns whether a file with any name ending starts like an Arrow file. */
    private static boolean isMarked(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC.length());
            return new String(head, StandardCharsets.US_ASCII).equals(MAGIC);
        } catch (IOException e) {
            return false;
        }
    }
}
