// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Converts values of programs and of JSON parsers, except strings, to the types of columns. All
 * methods except {@link #plain} take a result of {@link #plain}, and return {@link
 * ColumnValues#NONE} if it cannot be converted.
 */
final class ObjectValues {

    private ObjectValues() {}

    /** Reduces equivalent Java types to one: integers to long, arrays to lists, days of SQL. */
    static Object plain(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float || value instanceof BigDecimal) {
            return plain(((Number) value).doubleValue());
        }
        if (value instanceof Double number) {
            return number.isNaN() ? null : value;
        }
        if (value instanceof BigInteger integer) {
            return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : value;
        }
        if (value instanceof int[] integers) {
            return Arrays.stream(integers).asLongStream().toArray();
        }
        if (value instanceof double[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (value instanceof Date date && isOf(date, "java.sql.Date")) {
            return day(date);
        }
        return value instanceof CharSequence text ? text.toString() : value;
    }

    /** Compares names, because the module of these classes may be missing. */
    private static boolean isOf(Date date, String name) {
        for (Class<?> type = date.getClass(); type != Date.class; type = type.getSuperclass()) {
            if (type.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the day of a date of SQL, which is a day in the time zone of the JVM. */
    @SuppressWarnings("deprecation") // these fields are what such a date consists of
    private static LocalDate day(Date date) {
        return LocalDate.of(date.getYear() + 1900, date.getMonth() + 1, date.getDate());
    }

    static Object text(Object value, String separator) {
        if (value instanceof List<?> list) {
            List<Object> parts = list.stream().map(e -> text(plain(e), separator)).toList();
            return parts.contains(ColumnValues.NONE)
                    ? ColumnValues.NONE
                    : parts.stream().map(String::valueOf).collect(Collectors.joining(separator));
        }
        if (value instanceof long[] numbers) {
            return Arrays.stream(numbers)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(separator));
        }
        if (value instanceof ImageValue || value instanceof float[]) {
            return ColumnValues.NONE;
        }
        // 3 and 3.0 are one number, so they give one string
        return value instanceof String text ? text : Values.name(value);
    }

    static Object whole(Object value) {
        if (value instanceof Double number) {
            return TextValues.ofDouble(number);
        }
        return value instanceof Boolean truth
                ? (Object) (truth ? 1L : 0L)
                : value instanceof Long ? value : ColumnValues.NONE;
    }

    static Object number(Object value) {
        try {
            return Values.number(value);
        } catch (NumberFormatException e) {
            return ColumnValues.NONE;
        }
    }

    static Object bool(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return value.equals(1L)
                ? Boolean.TRUE
                : value.equals(0L) ? Boolean.FALSE : ColumnValues.NONE;
    }

    static Object texts(Object value) {
        if (value instanceof long[] numbers) {
            return Arrays.stream(numbers).mapToObj(Long::toString).toList();
        }
        List<?> list = value instanceof List<?> given ? given : Collections.singletonList(value);
        List<String> texts = new ArrayList<>(list.size());
        for (Object given : list) {
            Object element = plain(given);
            if (element instanceof List || element instanceof Map) {
                return ColumnValues.NONE;
            }
            if (element != null) {
                texts.add(element instanceof String text ? text : Values.name(element));
            }
        }
        return List.copyOf(texts);
    }

    static Object time(Object value) {
        if (value instanceof Long seconds) {
            return Moments.ofSeconds(seconds).map(Object.class::cast).orElse(ColumnValues.NONE);
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        if (value instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof Date date) {
            // a time of day without its day is not a moment
            return isOf(date, "java.sql.Time") ? ColumnValues.NONE : date.toInstant();
        }
        return value instanceof Instant || value instanceof LocalDateTime
                ? value
                : ColumnValues.NONE;
    }

    static Object vector(Object value) {
        if (value instanceof float[] numbers) {
            for (float number : numbers) {
                if (!Float.isFinite(number)) {
                    return ColumnValues.NONE;
                }
            }
            return numbers;
        }
        if (value instanceof long[] integers) {
            float[] numbers = new float[integers.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = integers[i];
            }
            return numbers;
        }
        if (!(value instanceof List<?> list)) {
            return ColumnValues.NONE;
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number number) || !Float.isFinite(number.floatValue())) {
                return ColumnValues.NONE;
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }

    static Object identifiers(Object value) {
        if (value instanceof long[]) {
            return value;
        }
        if (!(value instanceof List<?> list)) {
            return ColumnValues.NONE;
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(plain(list.get(i)) instanceof Long number)) {
                return ColumnValues.NONE;
            }
            numbers[i] = number;
        }
        return numbers;
    }
}
