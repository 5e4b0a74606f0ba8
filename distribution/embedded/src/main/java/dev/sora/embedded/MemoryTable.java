// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.data.Column;
import dev.sora.data.ColumnValues;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Records of the application under one name. */
record MemoryTable(String name, Schema schema, Iterable<? extends Map<String, ?>> rows)
        implements DataSource {

    private static final int SHOWN = 60;

    @Override
    public OptionalLong size() {
        return rows instanceof Collection<?> all
                ? OptionalLong.of(all.size())
                : OptionalLong.empty();
    }

    @Override
    public RecordStream records() {
        Iterator<? extends Map<String, ?>> iterator = rows.iterator();
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                return iterator.hasNext()
                        ? Optional.of(record(iterator.next(), ++number))
                        : Optional.empty();
            }

            @Override
            public void close() {
                // the iterator belongs to the application
            }
        };
    }

    private DataRecord record(Map<String, ?> row, long number) {
        List<Column> columns = schema.columns();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            Object given = row.get(column.name());
            values[i] = ColumnValues.of(column.type(), given, ColumnValues.SEPARATOR);
            if (values[i] == ColumnValues.NONE) {
                throw broken(column, given, number);
            }
        }
        return new DataRecord(schema, name, number, values);
    }

    private RecordException broken(Column column, Object given, long number) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        String shown = "%s (%s)".formatted(given, given.getClass().getSimpleName());
        return new RecordException(
                Problem.of(
                                "SORA-4211",
                                "column '%s' does not hold %s".formatted(column.name(), type))
                        .where("%s, record %d".formatted(name, number))
                        .needs(type)
                        .have(shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown)
                        .fix("give a value of that type, or null if it is missing"));
    }
}
