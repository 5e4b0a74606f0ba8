// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import dev.sora.data.DataRecord;
import org.jspecify.annotations.Nullable;

/** Replaces the value of one column of a record. */
public final class ChangedColumn {

    private ChangedColumn() {}

    /**
     * Returns a record with another value of a column, and all others as they are.
     *
     * @param column a column that the record may lack: then nothing changes
     * @param value null where it is missing
     */
    public static DataRecord of(DataRecord record, String column, @Nullable Object value) {
        Object[] values = new Object[record.schema().columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.find(i).orElse(null);
        }
        int position = record.schema().position(column);
        if (position >= 0) {
            values[position] = value;
        }
        return record.with(record.schema(), values);
    }
}
