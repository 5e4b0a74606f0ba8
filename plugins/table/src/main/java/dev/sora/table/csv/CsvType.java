// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.Column;
import dev.sora.data.ColumnRange;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Place;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import dev.sora.table.cell.Cells;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code csv}: a table in a text file, one record a row. */
public final class CsvType implements DataSourceType {

    private static final SettingType TEXT = new SettingType.StringType();

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "The file, plain or gz, or one within an archive:"
                                    + " archive.zip!/folder/file.csv.")
                    .required();
    static final Setting<String> DELIMITER =
            Setting.string(
                    "delimiter",
                    "The delimiter between fields: one character or several, or one of the words"
                            + " tab, comma, semicolon, space, bar; by default a tab in files named"
                            + " .tsv or .tab, a comma in all others.");
    static final Setting<String> QUOTE =
            Setting.string(
                            "quote",
                            "The character around fields that hold delimiters or line breaks, twice"
                                    + " for itself; 'none' if the file has no quotes.")
                    .orElse("\"");
    static final Setting<Boolean> HEADER =
            Setting.bool(
                    "header",
                    "Whether the first row names the columns; by default true, and false where"
                            + " 'columns' is set.");
    static final Setting<List<String>> COLUMNS =
            Setting.strings(
                    "columns",
                    "The names of the columns in their order; I1..I13 stands for thirteen. Without"
                            + " header and names they are column1, column2 and so on.");
    static final Setting<String> REST =
            Setting.string(
                    "rest",
                    "Name of one more column that takes all further fields of a row, however many:"
                            + " with blanks between them, unless 'types' says identifiers or"
                            + " vector.");
    static final Setting<List<String>> LAST =
            Setting.strings(
                    "last",
                    "With 'rest': the names of the last fields of a row, which come after those of"
                            + " 'rest', such as a label.");
    static final Setting<Map<String, String>> TYPES =
            Setting.of(
                    "types",
                    "The types of columns that are not `text`. Images are named by"
                            + " files in 'folder'; vectors and identifiers are lists between"
                            + " blanks, commas, semicolons or bars.",
                    new SettingType.MapOf(new SettingType.Choice(Cells.WORDS)),
                    Map.class);
    static final Setting<Map<String, String>> PARTS =
            Setting.of(
                    "parts",
                    "Columns to split: a regular expression for all of a field, whose named"
                            + " groups become columns in its place.",
                    new SettingType.MapOf(TEXT),
                    Map.class);
    static final Setting<List<String>> MISSING =
            Setting.strings("missing", "Fields that stand for no value.").orElse(List.of(""));
    static final Setting<Boolean> TRIM =
            Setting.bool("trim", "Whether blanks around fields are removed.").orElse(false);
    static final Setting<Map<String, String>> TRIM_END =
            Setting.of(
                    "trim_end",
                    "For each of some columns, a suffix that is removed from its fields.",
                    new SettingType.MapOf(TEXT),
                    Map.class);
    static final Setting<String> ENCODING =
            Setting.string("encoding", "The encoding, unless a byte-order mark says another.")
                    .orElse("UTF-8");
    static final Setting<Long> SKIP_LINES =
            Setting.integer("skip_lines", "Number of lines to skip at the start.")
                    .atLeast(0)
                    .atMost(1_000_000)
                    .orElse(0L);
    static final Setting<String> COMMENT =
            Setting.string("comment", "A character; lines that start with it are passed over.");
    static final Setting<String> DECIMAL =
            Setting.choice(
                    "decimal",
                    "The decimal separator of numbers: point or comma; fields that are"
                            + " such numbers as a whole are read as numbers with a point. By"
                            + " default a point, or a comma where 'thousands' is point.",
                    List.of("point", "comma"));
    static final Setting<String> THOUSANDS =
            Setting.choice(
                    "thousands",
                    "The separator of groups of three digits; by default nothing.",
                    List.of("none", "comma", "point", "space", "apostrophe"));
    static final Setting<Path> FOLDER =
            Setting.path(
                    "folder",
                    "The folder that names of pictures are relative to; by default the file's"
                            + " own.");
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of rows to read.").large().atLeast(1);

    static final Setting<List<Settings>> JOIN =
            Setting.of(
                    "join",
                    "Other tables whose columns are added to each row, found by a key: {on: …, path:"
                            + " …} and the settings of a csv; they are held in memory.",
                    new SettingType.ListOf(
                            new SettingType.Group(
                                    List.of(
                                            JoinedTable.ON,
                                            JoinedTable.KEY,
                                            PATH,
                                            DELIMITER,
                                            QUOTE,
                                            HEADER,
                                            COLUMNS,
                                            TYPES,
                                            PARTS,
                                            MISSING,
                                            TRIM,
                                            TRIM_END,
                                            DECIMAL,
                                            THOUSANDS,
                                            ENCODING,
                                            SKIP_LINES,
                                            COMMENT)),
                            OptionalInt.empty()),
                    List.class);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "csv",
                "A table as text, its fields between commas, tabs or anything else; streamed.",
                PATH,
                DELIMITER,
                QUOTE,
                HEADER,
                COLUMNS,
                REST,
                LAST,
                TYPES,
                PARTS,
                MISSING,
                TRIM,
                TRIM_END,
                DECIMAL,
                THOUSANDS,
                ENCODING,
                SKIP_LINES,
                COMMENT,
                FOLDER,
                LIMIT,
                JOIN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return settings.find(COLUMNS)
                .filter(names -> CsvLayout.isConsistent(settings))
                .map(names -> CsvLayout.of(settings, ColumnRange.expand(names)).schema())
                .filter(schema -> settings.find(JOIN).isEmpty());
    }

    @Override
    public Optional<Schema> peek(Settings settings) {
        return place(settings).isQuick() && settings.find(JOIN).isEmpty()
                ? Optional.of(new CsvSource(CsvFormat.of(settings), settings).schema())
                : Optional.empty();
    }

    @Override
    public DataSource open(Settings settings) {
        CsvSource table = new CsvSource(CsvFormat.of(settings), settings);
        return settings.find(JOIN)
                .<DataSource>map(sides -> JoinedSource.of(table, sides))
                .orElse(table);
    }

    @Override
    public Optional<DataSource> openArriving(Settings settings, InputStream all) {
        CsvFormat format = CsvFormat.of(settings);
        // without names, several rows are needed to distinguish a table from lines of text
        boolean named = settings.find(COLUMNS).isEmpty() && settings.find(HEADER).orElse(true);
        return named && format.file().place().isPlain() && settings.find(JOIN).isEmpty()
                ? Optional.of(new CsvSource(format, settings, Optional.of(all)))
                : Optional.empty();
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        return CsvGuess.settings(input, wanted);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        return CsvLike.settings(input, trained);
    }

    static Place place(Settings settings) {
        return Place.of(settings.get(PATH));
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        return CsvSniffer.settings(input).map(raw -> Map.of("train", raw)).orElse(Map.of());
    }
}
