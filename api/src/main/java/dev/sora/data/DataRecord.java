// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One record: a value for each column, any of which may be missing.
 *
 * <p>Records are immutable, provided that the arrays in their values are not changed.
 *
 * @since 1.0
 */
public final class DataRecord {

    private static final int MOST_NAMES = 60;
    private static final BitSet NONE = new BitSet();

    private final Schema schema;
    private final Object[] values;
    private final String origin;
    private final long number;
    private final long line;
    private final BitSet absent;

    /**
     * Creates a record.
     *
     * @param schema the columns
     * @param origin the origin, usually the name of a file
     * @param number its number in the origin, counted from 1
     * @param values one value for each column, of the Java type that {@link ColumnType} documents;
     *     {@code null} where the value is missing
     */
    public DataRecord(Schema schema, String origin, long number, Object... values) {
        this(schema, values.clone(), origin, number, 0, NONE);
    }

    private DataRecord(
            Schema schema, Object[] values, String origin, long number, long line, BitSet absent) {
        if (values.length != schema.columns().size()) {
            throw new IllegalArgumentException(
                    "%d values for %d columns".formatted(values.length, schema.columns().size()));
        }
        this.schema = Objects.requireNonNull(schema, "schema");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.number = number;
        this.line = line;
        this.values = values;
        this.absent = absent;
    }

    /**
     * Creates a record of a file that has lines.
     *
     * @param number its number in the origin, counted from 1
     * @param line the line on which it starts, counted from 1
     */
    public static DataRecord atLine(
            Schema schema, String origin, long number, long line, Object... values) {
        return new DataRecord(schema, values.clone(), origin, number, line, NONE);
    }

    /**
     * Returns a copy that marks columns as absent from the record, such as a JSON object without a
     * key that other objects have. Their values are missing in any case; the mark distinguishes a
     * record without the column from one with an empty value.
     *
     * @param positions the positions of the columns in the schema; not copied, so it must not be
     *     changed afterwards
     * @since 1.2
     */
    public DataRecord without(BitSet positions) {
        return new DataRecord(schema, values, origin, number, line, positions);
    }

    /**
     * Returns a record with other columns and the same origin.
     *
     * @param other the columns
     * @param others one value for each column
     * @since 1.1
     */
    public DataRecord with(Schema other, Object... others) {
        return new DataRecord(other, others.clone(), origin, number, line, NONE);
    }

    /** Returns the values without a copy; they must not be changed. */
    Object[] values() {
        return values;
    }

    /** Returns a record with the same columns and origin; the array is not copied. */
    DataRecord withValues(Object[] others) {
        return new DataRecord(schema, others, origin, number, line, absent);
    }

    /** Returns the columns. */
    public Schema schema() {
        return schema;
    }

    /** Returns the value of a column; empty if it is missing or there is no such column. */
    public Optional<Object> find(String column) {
        int position = schema.position(column);
        return position < 0 ? Optional.empty() : Optional.ofNullable(values[position]);
    }

    /**
     * Returns the value of the column at a position of the schema; empty if it is missing.
     *
     * @throws IndexOutOfBoundsException if there is no such position
     * @since 1.3
     */
    public Optional<Object> find(int position) {
        return Optional.ofNullable(values[position]);
    }

    /**
     * Returns whether the source marked columns as absent from this record; see {@link #without}.
     *
     * @since 1.2
     */
    public boolean isPartial() {
        return !absent.isEmpty();
    }

    /**
     * Returns whether the schema has the column and the source did not mark it as absent from this
     * record. The value may still be missing.
     *
     * @since 1.2
     */
    public boolean has(String column) {
        int position = schema.position(column);
        return position >= 0 && !absent.get(position);
    }

    /**
     * Returns the value of a column.
     *
     * @param column the name of the column
     * @param type the required Java type
     * @throws RecordException if it is missing or of another type; the problem names the record
     * @throws DataException if there is no such column
     */
    public <T> T get(String column, Class<T> type) {
        Object value = find(column).orElse(null);
        if (value == null) {
            if (schema.position(column) < 0) {
                throw new DataException(noSuch(column));
            }
            throw new RecordException(
                    Problem.of("SORA-4004", "column '%s' has no value".formatted(column))
                            .where(where())
                            .fix("complete the record, remove it, or set 'on_error: skip'"));
        }
        if (!type.isInstance(value)) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4005",
                                    "column '%s' holds a value of another type".formatted(column))
                            .where(where())
                            .needs(type.getSimpleName())
                            .have(value.getClass().getSimpleName())
                            .fix(
                                    "correct the record, name another column, or set 'on_error:"
                                            + " skip'"));
        }
        return type.cast(value);
    }

    private Problem noSuch(String column) {
        List<String> names = schema.columns().stream().map(Column::name).toList();
        return Problem.of("SORA-4004", "the data has no column '%s'".formatted(column))
                .where(origin)
                .have(
                        String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                                + (names.size() > MOST_NAMES ? ", …" : ""))
                .fix(
                        "name one of these columns, rename one in the data,"
                                + " or check the source's settings");
    }

    /**
     * Returns the place of the record for messages: {@code train.csv:18}, or {@code train.parquet,
     * record 17} if there are no lines.
     */
    public String where() {
        return line > 0 ? origin + ":" + line : origin + ", record " + number;
    }

    /** Returns the origin, usually the name of a file. */
    public String origin() {
        return origin;
    }

    /** Returns the number of the record in its origin, counted from 1. */
    public long number() {
        return number;
    }
}
