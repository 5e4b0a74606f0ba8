// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the types of columns from the types of their values. */
final class ColumnGuess {

    private final Map<String, ColumnType> types = new LinkedHashMap<>();

    /**
     * Returns the columns of records, in the order in which they appear.
     *
     * @throws DataException if the values of a column have no common type
     */
    Schema of(List<? extends Map<String, ?>> records) {
        long number = 0;
        for (Map<String, ?> record : records) {
            number++;
            for (Map.Entry<String, ?> entry : record.entrySet()) {
                add(entry.getKey(), entry.getValue(), number);
            }
        }
        List<Column> columns = new ArrayList<>();
        types.forEach(
                (name, type) ->
                        columns.add(new Column(name, type == null ? ColumnType.TEXT : type)));
        return new Schema(columns);
    }

    private void add(String name, @Nullable Object value, long number) {
        ColumnType before = types.get(name);
        if (value == null) {
            types.putIfAbsent(name, null);
            return;
        }
        ColumnType type = type(value);
        ColumnType common = type == null ? null : common(before, type);
        if (common == null) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4922",
                                    "the values of column '%s' have no common type".formatted(name))
                            .where("record " + number)
                            .needs(before == null ? "a type that columns have" : before.toString())
                            .have(value.getClass().getName())
                            .fix("convert the values, or state the columns as a Schema"));
        }
        types.put(name, common);
    }

    private static @Nullable ColumnType common(@Nullable ColumnType before, ColumnType type) {
        if (before == null || before == type) {
            return type;
        }
        boolean numbers =
                (before == ColumnType.INTEGER || before == ColumnType.NUMBER)
                        && (type == ColumnType.INTEGER || type == ColumnType.NUMBER);
        if (numbers) {
            return ColumnType.NUMBER;
        }
        // a list of integers among lists of numbers, or an empty list
        boolean vectors =
                (before == ColumnType.IDENTIFIERS || before == ColumnType.VECTOR)
                        && (type == ColumnType.IDENTIFIERS || type == ColumnType.VECTOR);
        return vectors ? ColumnType.VECTOR : null;
    }

    private static @Nullable ColumnType type(Object value) {
        if (value instanceof CharSequence) {
            return ColumnType.TEXT;
        }
        if (value instanceof Boolean) {
            return ColumnType.BOOLEAN;
        }
        if (value instanceof Float || value instanceof Double || value instanceof BigDecimal) {
            return ColumnType.NUMBER;
        }
        if (value instanceof Number) {
            return ColumnType.INTEGER;
        }
        if (value instanceof ImageValue) {
            return ColumnType.IMAGE;
        }
        if (value instanceof Temporal || value instanceof LocalDate || value instanceof Date) {
            return ColumnType.TIME;
        }
        if (value instanceof float[] || value instanceof double[]) {
            return ColumnType.VECTOR;
        }
        if (value instanceof long[] || value instanceof int[]) {
            return ColumnType.IDENTIFIERS;
        }
        return value instanceof List<?> list && !list.isEmpty() ? listType(list) : null;
    }

    private static @Nullable ColumnType listType(List<?> list) {
        if (list.stream().allMatch(CharSequence.class::isInstance)) {
            return ColumnType.TEXTS;
        }
        if (list.stream().allMatch(Map.class::isInstance)) {
            return ColumnType.NESTED;
        }
        if (list.stream().allMatch(each -> each instanceof Number)) {
            return list.stream().allMatch(each -> type(each) == ColumnType.INTEGER)
                    ? ColumnType.IDENTIFIERS
                    : ColumnType.VECTOR;
        }
        return null;
    }
}
