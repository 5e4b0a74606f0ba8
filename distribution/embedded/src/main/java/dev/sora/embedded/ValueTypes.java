// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.data.ColumnType;
import dev.sora.data.ColumnValues;
import dev.sora.data.ImageValue;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The column types of single values. */
final class ValueTypes {

    private ValueTypes() {}

    /** Returns the type that a value suggests without deciding it; null if it decides. */
    static @Nullable ColumnType weak(Object value) {
        if (isNaN(value)) {
            return ColumnType.NUMBER;
        }
        boolean empty =
                value instanceof List<?> list && list.isEmpty()
                        || value instanceof Object[] array && array.length == 0;
        return empty ? ColumnType.TEXTS : null;
    }

    private static boolean isNaN(@Nullable Object value) {
        return value instanceof Double number && number.isNaN()
                || value instanceof Float single && single.isNaN();
    }

    /** Returns the type of a value; null if no column can have it. */
    static @Nullable ColumnType of(Object value) {
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
        if (value instanceof Temporal || value instanceof Date) {
            // a time of day or a month is not a moment
            return ColumnValues.of(ColumnType.TIME, value, "") == ColumnValues.NONE
                    ? null
                    : ColumnType.TIME;
        }
        if (value instanceof float[] || value instanceof double[]) {
            return ColumnType.VECTOR;
        }
        if (value instanceof long[] || value instanceof int[]) {
            return ColumnType.IDENTIFIERS;
        }
        if (value instanceof Object[] array) {
            return list(Arrays.asList(array));
        }
        return value instanceof List<?> list ? list(list) : null;
    }

    /** Missing elements fit all types; whether a list may have any is decided where it is read. */
    private static @Nullable ColumnType list(List<?> list) {
        List<?> present =
                list.stream().filter(Objects::nonNull).filter(each -> !isNaN(each)).toList();
        if (present.isEmpty()) {
            return list.stream().anyMatch(ValueTypes::isNaN) ? ColumnType.VECTOR : ColumnType.TEXTS;
        }
        if (present.stream().allMatch(CharSequence.class::isInstance)) {
            return ColumnType.TEXTS;
        }
        if (present.stream().allMatch(Map.class::isInstance)) {
            return ColumnType.NESTED;
        }
        if (present.stream().allMatch(each -> each instanceof Number)) {
            boolean whole =
                    present.size() == list.size()
                            && present.stream().allMatch(each -> of(each) == ColumnType.INTEGER);
            return whole ? ColumnType.IDENTIFIERS : ColumnType.VECTOR;
        }
        return null;
    }
}
