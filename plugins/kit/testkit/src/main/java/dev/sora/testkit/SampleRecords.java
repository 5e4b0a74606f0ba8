// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.testkit.trial.RecordList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Records in memory, as test data of a contract.
 *
 * <pre>{@code
 * SampleRecords.of(Column.of("text", ColumnType.TEXT), Column.of("label", ColumnType.TEXT))
 *         .row("a good film", "yes")
 *         .row("a bad one", "no")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class SampleRecords implements Records {

    private final RecordList records;

    private SampleRecords(Schema schema, List<DataRecord> all) {
        records = new RecordList(schema, all);
    }

    /** Returns an empty set of records with these columns. */
    public static SampleRecords of(Column... columns) {
        return new SampleRecords(Schema.of(columns), List.of());
    }

    /** Returns records of one column. */
    public static SampleRecords column(String name, ColumnType type, Object... values) {
        SampleRecords records = of(Column.of(name, type));
        for (Object value : values) {
            records = records.row(value);
        }
        return records;
    }

    /**
     * Returns a copy with one record more.
     *
     * @param values one value for each column, of the Java type that {@link ColumnType} documents;
     *     {@code null} where it is missing
     */
    public SampleRecords row(Object... values) {
        List<DataRecord> more = new ArrayList<>(records.list());
        int number = more.size() + 1;
        more.add(DataRecord.atLine(schema(), "samples.csv", number, number + 1L, values));
        return new SampleRecords(schema(), more);
    }

    /** Returns the columns. */
    public Schema schema() {
        return records.schema();
    }

    /** Returns all records, in their order. */
    public List<DataRecord> list() {
        return records.list();
    }

    /** Returns the records as the checks take them. */
    RecordList records() {
        return records;
    }

    @Override
    public OptionalLong size() {
        return records.size();
    }

    @Override
    public void forEach(Consumer<DataRecord> action) {
        records.forEach(action);
    }
}
