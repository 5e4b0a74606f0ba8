// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps types of databases to types of columns, and reads their values. */
final class ValueReaders {

    /** Types that drivers report as "other" and that have one obvious text form. */
    private static final Set<String> TEXTS =
            Set.of("uuid", "json", "jsonb", "citext", "inet", "cidr", "macaddr");

    private static final Set<String> WIDE = Set.of("hugeint", "uhugeint", "ubigint");

    private static final Set<String> WHOLE_ELEMENTS =
            Set.of(
                    "tinyint",
                    "smallint",
                    "integer",
                    "bigint",
                    "utinyint",
                    "usmallint",
                    "uinteger",
                    "ubigint",
                    "hugeint",
                    "uhugeint",
                    "int2",
                    "int4",
                    "int8");

    private static final Set<String> REAL_ELEMENTS =
            Set.of("float", "double", "real", "float4", "float8", "numeric", "decimal");

    private static final Set<String> TEXT_ELEMENTS =
            Set.of("varchar", "text", "bpchar", "uuid", "enum");

    private ValueReaders() {}

    /** A type of column and the reader of its values. */
    record Reading(ColumnType type, ValueReader reader) {}

    /** Returns how a column is read; empty for an unsupported type. */
    static Optional<Reading> of(Described column) {
        String name = column.typeName().toLowerCase(Locale.ROOT);
        if (name.equals("money") || name.equals("bit") || name.equals("varbit")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (column.type()) {
                    case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                            new Reading(ColumnType.INTEGER, ValueReaders::whole);
                    case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL ->
                            isInteger(name)
                                    ? new Reading(ColumnType.INTEGER, ValueReaders::wide)
                                    : new Reading(ColumnType.NUMBER, ValueReaders::real);
                    case Types.BOOLEAN, Types.BIT ->
                            new Reading(ColumnType.BOOLEAN, ValueReaders::truth);
                    case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NVARCHAR ->
                            new Reading(ColumnType.TEXT, ResultSet::getString);
                    case Types.DATE -> new Reading(ColumnType.TIME, ValueReaders::day);
                    case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                            new Reading(
                                    ColumnType.TIME,
                                    name.contains("tz") || name.contains("with time zone")
                                            ? ValueReaders::instant
                                            : ValueReaders::timestamp);
                    case Types.ARRAY -> array(name);
                    case Types.OTHER -> other(name);
                    default -> null;
                });
    }

    private static @Nullable Reading other(String name) {
        if (WIDE.contains(name)) {
            return new Reading(ColumnType.INTEGER, ValueReaders::wide);
        }
        return TEXTS.contains(name) ? new Reading(ColumnType.TEXT, ResultSet::getString) : null;
    }

    /**
     * Reads arrays, whose type is {@code _float4} in one database and {@code FLOAT[3]} in the
     * other.
     */
    private static @Nullable Reading array(String name) {
        String element = name.replaceFirst("^_", "").replaceFirst("\\[\\d*]$", "");
        String plain = element.replaceFirst("\\(.*\\)$", "");
        if (WHOLE_ELEMENTS.contains(plain)) {
            return new Reading(ColumnType.IDENTIFIERS, ValueReaders::wholes);
        }
        if (TEXT_ELEMENTS.contains(plain)) {
            return new Reading(ColumnType.TEXTS, ValueReaders::texts);
        }
        return REAL_ELEMENTS.contains(plain)
                ? new Reading(ColumnType.VECTOR, ValueReaders::reals)
                : null;
    }

    /**
     * Returns whether a decimal has no fractional digits: data warehouses export integers like
     * that.
     */
    private static boolean isInteger(String name) {
        return name.matches("(decimal|numeric)\\(\\d+, ?0\\)");
    }

    private static @Nullable Object texts(ResultSet row, int column) throws SQLException {
        Object[] elements = elements(row, column);
        if (elements == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(elements.length);
        for (Object element : elements) {
            if (element != null) {
                texts.add(element.toString());
            }
        }
        return List.copyOf(texts);
    }

    private static @Nullable Object whole(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Object wide(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return value == null ? null : exact((Number) value);
    }

    /** NaN means that the value is missing, as in files that other tools write. */
    private static @Nullable Object real(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() || Double.isNaN(value) ? null : value;
    }

    private static @Nullable Object truth(ResultSet row, int column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Object day(ResultSet row, int column) throws SQLException {
        LocalDate value = row.getObject(column, LocalDate.class);
        return value == null ? null : value.atStartOfDay();
    }

    private static @Nullable Object timestamp(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class);
    }

    private static @Nullable Object instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable Object reals(ResultSet row, int column) throws SQLException {
        Object[] elements = elements(row, column);
        if (elements == null) {
            return null;
        }
        float[] values = new float[elements.length];
        for (int i = 0; i < values.length; i++) {
            Number number = element(elements, i);
            values[i] = number.floatValue();
            if (Float.isInfinite(values[i]) && Double.isFinite(number.doubleValue())) {
                throw new BrokenValue("numbers up to 3.4e38", number.toString());
            }
        }
        return values;
    }

    private static @Nullable Object wholes(ResultSet row, int column) throws SQLException {
        Object[] elements = elements(row, column);
        if (elements == null) {
            return null;
        }
        long[] values = new long[elements.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = exact(element(elements, i));
        }
        return values;
    }

    private static Object @Nullable [] elements(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : (Object[]) array.getArray();
    }

    private static Number element(Object[] elements, int position) {
        if (elements[position] instanceof Number number) {
            return number;
        }
        throw new BrokenValue(
                "a number in every place of the array",
                (elements[position] == null ? "no value" : "an array")
                        + " at place "
                        + (position + 1));
    }

    private static long exact(Number value) {
        if (value instanceof BigInteger || value instanceof BigDecimal) {
            try {
                return new BigDecimal(value.toString()).longValueExact();
            } catch (ArithmeticException e) {
                throw new BrokenValue("an integer of 64 bits", value.toString());
            }
        }
        return value.longValue();
    }

    /** The names of the supported types, for messages. */
    static final String SUPPORTED =
            "a number, string, boolean, date, timestamp, or an array of numbers or strings";

    /** Returns whether values of the type are bytes, which may be images. */
    static boolean isBytes(Described column) {
        return Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB)
                .contains(column.type());
    }

    /**
     * Returns whether the column is an image as data sets publish it: a structure of bytes and
     * path.
     */
    static boolean isPictureStructure(Described column) {
        return column.type() == Types.STRUCT
                && column.typeName().matches("(?s)STRUCT\\(.*\\b\"?bytes\"? BLOB\\b.*");
    }
}
