// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Records in memory. */
public record InMemoryRecords(Schema schema, List<DataRecord> all) implements Records {

    /** Returns records of texts. */
    public static InMemoryRecords texts(String columns, String... rows) {
        List<Column> list = new ArrayList<>();
        for (String name : columns.split(" ")) {
            list.add(Column.of(name, ColumnType.TEXT));
        }
        InMemoryRecords made = new InMemoryRecords(new Schema(list), new ArrayList<>());
        for (String row : rows) {
            Object[] values = row.split(" ", list.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i].equals("-") ? null : values[i];
            }
            made.add(values);
        }
        return made;
    }

    /** Returns records of one column. */
    public static InMemoryRecords of(String column, ColumnType type, Object... values) {
        InMemoryRecords made =
                new InMemoryRecords(Schema.of(Column.of(column, type)), new ArrayList<>());
        for (Object value : values) {
            made.add(value);
        }
        return made;
    }

    private void add(Object... values) {
        long line = all.size() + 1;
        all.add(DataRecord.atLine(schema, "rows.csv", line, line + 1, values));
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(all.size());
    }

    @Override
    public void forEach(Consumer<DataRecord> action) {
        all.forEach(action);
    }
}
