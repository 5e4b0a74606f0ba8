// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import dev.sora.data.Column;
import dev.sora.data.ColumnValues;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.RecordException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Makes records of rows. The columns of the model are the first ones of a row; the file of the row
 * and its number there come next, where Spark knows them.
 */
public final class RecordReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final ValueKind[] kinds;
    private final RowForm form;
    private transient Schema schema;

    /**
     * Creates a reader.
     *
     * @param form the format that the rows come from
     */
    public RecordReader(List<BoundColumns.Bound> columns, RowForm form) {
        this.names = columns.stream().map(BoundColumns.Bound::name).toArray(String[]::new);
        this.kinds = columns.stream().map(BoundColumns.Bound::kind).toArray(ValueKind[]::new);
        this.form = form;
    }

    /** Returns the number of columns that the model reads. */
    public int width() {
        return names.length;
    }

    /**
     * Returns the record of a row.
     *
     * @param origin the file, or the partition
     * @param number the number of the row there, counted from 1
     * @throws RecordException if a value cannot be read
     */
    public DataRecord of(Row row, String origin, long number) {
        Object[] values = new Object[names.length];
        boolean any = names.length == 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(kinds[i], row.get(i), origin, number);
            any |= values[i] != null;
        }
        DataRecord record = new DataRecord(schema(), origin, number, values);
        if (any || !form.omitsMissing()) {
            return record;
        }
        // an object without any of the columns is not the same as one of missing values, but
        // Spark reads both as nulls
        BitSet absent = new BitSet();
        absent.set(0, values.length);
        return record.without(absent);
    }

    private Object value(ValueKind kind, Object given, String origin, long number) {
        if (form.emptyIsMissing() && "".equals(given)) {
            return null;
        }
        Object value;
        try {
            value = kind.of(given);
        } catch (RecordException e) {
            throw new RecordException(e.problems().get(0).where(origin + ", record " + number), e)
                    .from(origin);
        }
        if (value == null || ColumnValues.isOf(kind.type(), value)) {
            return value;
        }
        Object fitting = ColumnValues.of(kind.type(), value, ColumnValues.SEPARATOR);
        // what does not fit is reported by the model, with the type that it needs
        return fitting == ColumnValues.NONE ? value : fitting;
    }

    private Schema schema() {
        if (schema == null) {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                columns.add(new Column(names[i], kinds[i].type()));
            }
            schema = new Schema(columns);
        }
        return schema;
    }
}
