// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.text.FileProblem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table in memory whose rows are looked up by a key. */
final class JoinedTable {

    static final Setting<String> ON =
            Setting.string("on", "The column of the main table that holds the key.").required();
    static final Setting<String> KEY =
            Setting.string(
                    "key", "The column of this table that holds the key; as 'on' by default.");

    /** The maximum number of rows of a table that is joined. */
    private static final int MOST_ROWS = 10_000_000;

    private final String on;
    private final List<Column> columns;
    private final Path file;
    private final Map<String, Object[]> rows;

    private JoinedTable(String on, List<Column> columns, Path file, Map<String, Object[]> rows) {
        this.on = on;
        this.columns = columns;
        this.file = file;
        this.rows = rows;
    }

    /** Reads a table completely. */
    static JoinedTable read(Settings settings) {
        CsvFormat format = CsvFormat.of(settings);
        try (CsvSource source = new CsvSource(format, settings)) {
            String on = TextForm.nameOf(settings.get(ON));
            String key = settings.find(KEY).map(TextForm::nameOf).orElse(on);
            Schema schema = source.schema();
            String place = format.file().place().toString();
            if (schema.position(key) < 0) {
                throw FileProblem.settings(
                        "the table to join has no column '%s'".formatted(key),
                        place,
                        "name its key with 'key': " + names(schema));
            }
            List<Column> columns =
                    schema.columns().stream().filter(c -> !c.name().equals(key)).toList();
            return new JoinedTable(
                    on, columns, format.file().place().file(), rows(source, key, columns, place));
        } catch (RecordException e) {
            // not a RecordException: all records need this table, so no single record is broken
            throw new DataException(
                    e.problems().get(0).fix("correct the row; a joined table is read whole"), e);
        }
    }

    private static Map<String, Object[]> rows(
            CsvSource source, String key, List<Column> columns, String place) {
        Map<String, Object[]> rows = new HashMap<>();
        try (RecordStream stream = source.records()) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                DataRecord row = next.get();
                String value = row.find(key).map(JoinedTable::key).orElse("");
                Object[] values =
                        columns.stream().map(c -> row.find(c.name()).orElse(null)).toArray();
                if (rows.put(value, values) != null) {
                    throw new DataException(
                            Problem.of("SORA-4238", "two rows of a joined table have one key")
                                    .where(row.where())
                                    .have("%s: '%s'".formatted(key, value))
                                    .fix("keep one of them, or join on another column"));
                }
                if (rows.size() > MOST_ROWS) {
                    throw new DataException(
                            Problem.of("SORA-4239", "a joined table is too long")
                                    .where(place)
                                    .needs("at most %,d rows".formatted(MOST_ROWS))
                                    .fix("join it beforehand, for instance in a database"));
                }
            }
        }
        return rows;
    }

    /** Returns a key in its normal form for comparison, the same as for names. */
    private static String key(Object value) {
        return TextForm.nameOf(String.valueOf(value));
    }

    static List<String> names(Schema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    /** Returns the column of the main table that holds the key. */
    String on() {
        return on;
    }

    /** Returns the columns that the join adds. */
    List<Column> columns() {
        return columns;
    }

    /** Returns the file of the table. */
    Path file() {
        return file;
    }

    /** Writes the values for a record after its own values; nulls if no row has its key. */
    void add(DataRecord record, Object[] values, int at) {
        Object[] found = record.find(on).map(value -> rows.get(key(value))).orElse(null);
        if (found != null) {
            System.arraycopy(found, 0, values, at, found.length);
        }
    }
}
