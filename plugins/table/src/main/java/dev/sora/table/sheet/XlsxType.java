// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.data.Column;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Place;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import dev.sora.table.cell.Cells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code xlsx}: a sheet of a workbook, one record a row. */
public final class XlsxType implements DataSourceType {

    static final Setting<Path> PATH =
            Setting.path("path", "The workbook, xlsx or xlsm, without a password.").required();
    static final Setting<String> SHEET =
            Setting.string(
                    "sheet",
                    "The sheet, by its name or its number from 1; by default the first that is not"
                            + " hidden.");
    static final Setting<Boolean> HEADER =
            Setting.bool(
                    "header",
                    "Whether the first row that holds anything names the columns; by default true,"
                            + " and false where 'columns' is set.");
    static final Setting<List<String>> COLUMNS =
            Setting.strings("columns", "The names of the columns, from the first of the sheet on.");
    static final Setting<Map<String, String>> TYPES =
            Setting.of(
                    "types",
                    "The types of columns that differ from their cells: `text` for numbers that"
                            + " are names, `time` for dates, `image` for names of files in"
                            + " 'folder'.",
                    new SettingType.MapOf(new SettingType.Choice(Cells.WORDS)),
                    Map.class);
    static final Setting<List<String>> MISSING =
            Setting.strings("missing", "Texts that stand for no value.").orElse(List.of(""));
    static final Setting<String> ERRORS =
            Setting.choice(
                            "errors",
                            "What a cell with an error such as #DIV/0! is: a 'broken' record, or a"
                                    + " 'missing' value, as #N/A is always.",
                            List.of("broken", "missing"))
                    .orElse("broken");
    static final Setting<String> MERGED =
            Setting.choice(
                            "merged",
                            "What cells that are shown as one hold: all the same value ('fill'), or"
                                    + " the first alone ('first').",
                            List.of("fill", "first"))
                    .orElse("fill");
    static final Setting<Boolean> HIDDEN =
            Setting.bool(
                            "hidden",
                            "Whether rows are read that the sheet hides, by a filter for instance.")
                    .orElse(true);
    static final Setting<Long> SKIP_ROWS =
            Setting.integer("skip_rows", "Number of rows of the sheet to skip at the start.")
                    .atLeast(0)
                    .atMost(SheetRows.MOST_ROWS)
                    .orElse(0L);
    static final Setting<Path> FOLDER =
            Setting.path(
                    "folder",
                    "The folder that names of pictures are relative to; by default the file's"
                            + " own.");
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of records to read.").large().atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "xlsx",
                "A sheet of a workbook as spreadsheets save it; streamed.",
                PATH,
                SHEET,
                HEADER,
                COLUMNS,
                TYPES,
                MISSING,
                ERRORS,
                MERGED,
                HIDDEN,
                SKIP_ROWS,
                FOLDER,
                LIMIT);
    }

    @Override
    public DataSource open(Settings settings) {
        return new XlsxSource(settings);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        String name = String.valueOf(input.getFileName()).toLowerCase(Locale.ROOT);
        boolean named = name.endsWith(".xlsx") || name.endsWith(".xlsm");
        if (!named
                || wanted.isEmpty()
                || Place.of(input).isEntry()
                || !Files.isRegularFile(input)) {
            return Optional.empty();
        }
        Map<String, Object> types = new LinkedHashMap<>();
        for (Column column : wanted) {
            String word = column.type().name().toLowerCase(Locale.ROOT);
            if (Cells.WORDS.contains(word)) {
                types.put(column.name(), word);
            }
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(PATH.name(), input.toString());
        raw.put(TYPES.name(), types);
        return Optional.of(raw);
    }

    /** Reads the sheet of the same name, if it exists, with the settings of the training data. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        Settings settings = trained.settings();
        return settingsFor(input, trained.wanted())
                .map(
                        raw -> {
                            settings.find(SHEET)
                                    .filter(name -> has(input, name))
                                    .ifPresent(name -> raw.put(SHEET.name(), name));
                            for (Setting<?> kept :
                                    List.of(HEADER, COLUMNS, MISSING, ERRORS, MERGED, HIDDEN)) {
                                settings.find(kept).ifPresent(v -> raw.put(kept.name(), v));
                            }
                            raw.put(SKIP_ROWS.name(), settings.get(SKIP_ROWS));
                            settings.find(FOLDER).ifPresent(f -> raw.put(FOLDER.name(), f));
                            return raw;
                        });
    }

    private static boolean has(Path file, String sheet) {
        return Workbook.read(file).sheets().stream().anyMatch(s -> s.name().equals(sheet));
    }
}
