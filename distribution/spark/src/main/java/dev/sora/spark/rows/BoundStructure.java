// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.data.DataRecord;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.StructType;

/** Makes records of structures, whose fields are found by their names as columns of a table are. */
public final class BoundStructure {

    private final List<BoundColumns.Bound> columns;
    private final RecordReader reader;

    private BoundStructure(List<BoundColumns.Bound> columns) {
        this.columns = columns;
        this.reader = new RecordReader(columns, RowForm.TABLE);
    }

    /**
     * Binds the columns that a model reads to the fields of a structure.
     *
     * @param where the structure, for messages
     * @throws dev.sora.problem.DataException if a field is missing, exists twice, or has a type
     *     that no record has
     */
    public static BoundStructure of(StructType form, List<ColumnInfo> wanted, String where) {
        return new BoundStructure(BoundColumns.of(form, wanted, where));
    }

    /**
     * Returns the record of a structure.
     *
     * @param origin its place, for messages
     * @param number its number there, counted from 1
     */
    public DataRecord record(Row structure, String origin, long number) {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            BoundColumns.Bound column = columns.get(i);
            values[i] = selected(column.kind(), find(structure, column.path()));
        }
        return reader.of(RowFactory.create(values), origin, number);
    }

    private static Object find(Row structure, List<String> path) {
        Object value = structure;
        for (String name : path) {
            if (value == null) {
                return null;
            }
            Row row = (Row) value;
            value = row.get(row.fieldIndex(name));
        }
        return value;
    }

    /** Returns what a query would select for the kind, see {@link BoundColumns.Bound}. */
    private static Object selected(ValueKind kind, Object value) {
        if (kind == ValueKind.MOMENT && value instanceof Timestamp timestamp) {
            return DateTimeUtils.fromJavaTimestamp(timestamp);
        }
        if (kind == ValueKind.MOMENT && value instanceof Instant instant) {
            return DateTimeUtils.instantToMicros(instant);
        }
        if (kind == ValueKind.DAY && value instanceof Date date) {
            return DateTimeUtils.fromJavaDate(date);
        }
        if (kind == ValueKind.DAY && value instanceof LocalDate day) {
            return DateTimeUtils.localDateToDays(day);
        }
        return value;
    }
}
