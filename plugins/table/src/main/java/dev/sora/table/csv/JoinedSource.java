// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.reading.text.FileProblem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A table that is joined with the columns of other tables. */
final class JoinedSource implements DataSource {

    private final CsvSource table;
    private final List<JoinedTable> sides;
    private final Schema schema;

    private JoinedSource(CsvSource table, List<JoinedTable> sides, Schema schema) {
        this.table = table;
        this.sides = sides;
        this.schema = schema;
    }

    static JoinedSource of(CsvSource table, List<Settings> joined) {
        List<JoinedTable> sides = joined.stream().map(JoinedTable::read).toList();
        List<Column> columns = new ArrayList<>(table.schema().columns());
        Set<String> names = new HashSet<>(JoinedTable.names(table.schema()));
        for (JoinedTable side : sides) {
            if (table.schema().position(side.on()) < 0) {
                throw FileProblem.settings(
                        "the table has no column '%s' to join on".formatted(side.on()),
                        table.files().get(0).toString(),
                        "name one of " + JoinedTable.names(table.schema()));
            }
            for (Column column : side.columns()) {
                if (!names.add(column.name())) {
                    throw FileProblem.settings(
                            "two of the joined tables have a column '%s'".formatted(column.name()),
                            side.file().toString(),
                            "give the columns names of their own with 'columns'");
                }
                columns.add(column);
            }
        }
        return new JoinedSource(table, sides, new Schema(columns));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return table.size();
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(table.files());
        sides.forEach(side -> files.add(side.file()));
        return files;
    }

    @Override
    public RecordStream records() {
        RecordStream rows = table.records();
        return new RecordStream() {
            @Override
            public Optional<DataRecord> next() {
                return rows.next().map(JoinedSource.this::joined);
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    private DataRecord joined(DataRecord row) {
        List<Column> own = row.schema().columns();
        Object[] values = new Object[schema.columns().size()];
        for (int i = 0; i < own.size(); i++) {
            values[i] = row.find(own.get(i).name()).orElse(null);
        }
        int at = own.size();
        for (JoinedTable side : sides) {
            side.add(row, values, at);
            at += side.columns().size();
        }
        return row.with(schema, values);
    }
}
