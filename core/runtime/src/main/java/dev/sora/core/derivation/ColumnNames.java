// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.derivation;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts the names of columns to the normal form in which they are compared. Most sources use
 * this form already, and then nothing is copied. For one thread.
 */
public final class ColumnNames {

    private Schema last;
    private Schema lastNamed;

    /**
     * Returns a schema with normalised names; the same one if nothing changes.
     *
     * @throws DataException if two columns then have the same name
     */
    public static Schema of(Schema schema) {
        boolean same = true;
        List<Column> columns = new ArrayList<>(schema.columns().size());
        Map<String, String> seen = new HashMap<>();
        for (Column column : schema.columns()) {
            String name = TextForm.nameOf(column.name());
            same &= name.equals(column.name());
            String other = seen.put(name, column.name());
            if (other != null) {
                throw alike(other, column.name());
            }
            columns.add(Column.of(name, column.type()));
        }
        return same ? schema : new Schema(columns);
    }

    /** Returns a record with normalised names; the same one if nothing changes. */
    public DataRecord of(DataRecord record) {
        Schema schema = record.schema();
        if (schema != last) {
            lastNamed = of(schema);
            last = schema;
        }
        if (lastNamed == schema) {
            return record;
        }
        List<Column> columns = schema.columns();
        BitSet absent = new BitSet();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.find(columns.get(i).name()).orElse(null);
            absent.set(i, !record.has(columns.get(i).name()));
        }
        DataRecord named = record.with(lastNamed, values);
        return absent.isEmpty() ? named : named.without(absent);
    }

    private static DataException alike(String first, String second) {
        return new DataException(
                Problem.of("SORA-4042", "two columns are named '%s'".formatted(second))
                        .needs("names that look different")
                        .have(
                                "'%s' and '%s'"
                                        .formatted(
                                                TextForm.escaped(first), TextForm.escaped(second)))
                        .fix("rename one of the columns in the data"));
    }
}
