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
 * <p>Records are immutable, provided that nobody changes the arrays in their values.
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
     * @param origin where it comes from, usually the name of a file
     * @param number its number there, counted from 1
     * @param values one value a column, of the Java type that {@link ColumnType} names; {@code
     *     null} where the value is missing
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
     * Creates a record of a file of lines.
     *
     * @param number its number there, counted from 1
     * @param line the line on which it starts, counted from 1
     */
    public static DataRecord atLine(
            Schema schema, String origin, long number, long line, Object... values) {
        return new DataRecord(schema, values.clone(), origin, number, line, NONE);
    }

    /**
     * Returns this record with the knowledge that some columns do not stand in it: a JSON object
     * without a key, where others have it. Their values are missing like others; what is told apart
     * is a record in which a value was left empty, and one that does not speak of the column.
     *
     * @param positions the positions of the columns in the schema; not to be changed any more
     * @since 1.2
     */
    public DataRecord without(BitSet positions) {
        return new DataRecord(schema, values, origin, number, line, positions);
    }

    /**
     * Returns a record of other columns from the same place.
     *
     * @param other the columns
     * @param others one value a column
     * @since 1.1
     */
    public DataRecord with(Schema other, Object... others) {
        return new DataRecord(other, others.clone(), origin, number, line, NONE);
    }

    /** Returns the values themselves, which nobody may change. */
    Object[] values() {
        return values;
    }

    /** Returns a record of the same columns from the same place; the array becomes its own. */
    DataRecord withValues(Object[] others) {
        return new DataRecord(schema, others, origin, number, line, absent);
    }

    /** Returns the columns. */
    public Schema schema() {
        return schema;
    }

    /** Returns the value of a column, or nothing if it is missing or there is no such column. */
    public Optional<Object> find(String column) {
        int position = schema.position(column);
        return position < 0 ? Optional.empty() : Optional.ofNullable(values[position]);
    }

    /**
     * Returns the value of the column at a position of the schema, or nothing if it is missing.
     *
     * @throws IndexOutOfBoundsException if there is no such position
     * @since 1.3
     */
    public Optional<Object> find(int position) {
        return Optional.ofNullable(values[position]);
    }

    /**
     * Returns whether the source knows that columns of others do not stand in this record.
     *
     * @since 1.2
     */
    public boolean isPartial() {
        return !absent.isEmpty();
    }

    /**
     * Returns whether a column stands in the record, even if its value is missing: the column
     * exists, and the source does not know that this record lacks it.
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
     * @param type the Java type it must have
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
     * Returns where the record comes from, for messages: {@code train.csv:18}, or {@code
     * train.parquet, record 17} where there are no lines.
     */
    public String where() {
        return line > 0 ? origin + ":" + line : origin + ", record " + number;
    }

    /** Returns where the record comes from, usually the name of a file. */
    public String origin() {
        return origin;
    }

    /** Returns its number there, counted from 1. */
    public long number() {
        return number;
    }
}
