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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings values to the types of columns: the text of a cell, the value of a JSON line, and what a
 * program holds in memory. Sources that read the same value so give the same record.
 *
 * @since 1.3
 */
public final class ColumnValues {

    /** What is returned for a value that no value of the type stands for. */
    public static final Object NONE = new Object();

    /** What is put between the texts of a list that is read as one text. */
    public static final String SEPARATOR = "|";

    private ColumnValues() {}

    /**
     * Returns the value of a text.
     *
     * @param text holds the text; it may be the buffer of a parser, so that a number costs no text
     * @return the value, of the Java type that the column's type names; null for a text that stands
     *     for no value; {@link #NONE} if it is no value of the type, as of pictures and nested
     *     values no text is
     */
    public static Object ofText(ColumnType type, char[] text, int from, int length) {
        return switch (type) {
            case TEXT -> new String(text, from, length);
            case INTEGER -> whole(text, from, length);
            case NUMBER -> number(text, from, length);
            case TRUTH -> truth(new String(text, from, length));
            case TIME -> time(new String(text, from, length));
            case VECTOR -> vector(text, from, length);
            case IDENTIFIERS -> identifiers(text, from, length);
            case TEXTS -> List.of(new String(text, from, length));
            case IMAGE, NESTED -> NONE;
        };
    }

    /**
     * Returns the value of what a program or a parser of JSON holds: texts, numbers of all kinds,
     * booleans, lists and arrays of them, maps, moments and pictures.
     *
     * @param separator what is put between the texts of a list that is read as one text
     * @return the value, of the Java type that the column's type names; null if it is missing, as
     *     NaN is; {@link #NONE} if it is no value of the type
     */
    public static Object of(ColumnType type, Object given, String separator) {
        Object value = plain(given);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && type != ColumnType.NESTED) {
            if (type == ColumnType.TEXT) {
                return text;
            }
            char[] letters = text.toCharArray();
            return ofText(type, letters, 0, letters.length);
        }
        return switch (type) {
            case TEXT -> asText(value, separator);
            case INTEGER -> value instanceof Double number ? ofDouble(number) : asWhole(value);
            case NUMBER -> asNumber(value);
            case TRUTH -> asTruth(value);
            case TEXTS -> asTexts(value);
            case TIME -> asTime(value);
            case VECTOR -> asVector(value);
            case IDENTIFIERS -> asIdentifiers(value);
            case NESTED ->
                    value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)
                            ? value
                            : NONE;
            case IMAGE -> value instanceof ImageValue ? value : NONE;
        };
    }

    /** Returns whether a value is of the Java type that a type of columns names. */
    public static boolean isOf(ColumnType type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case NUMBER -> value instanceof Double;
            case TRUTH -> value instanceof Boolean;
            case IMAGE -> value instanceof ImageValue;
            case TIME -> value instanceof Instant || value instanceof LocalDateTime;
            case VECTOR -> value instanceof float[];
            case IDENTIFIERS -> value instanceof long[];
            case NESTED ->
                    value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
            case TEXTS ->
                    value instanceof List<?> list
                            && list.stream().allMatch(String.class::isInstance);
        };
    }

    /** Brings what Java has several types for to one: integers to longs, arrays to lists. */
    private static Object plain(Object value) {
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
        return value instanceof CharSequence text ? text.toString() : value;
    }

    private static Object asText(Object value, String separator) {
        if (value instanceof List<?> list) {
            List<Object> parts = list.stream().map(e -> asText(plain(e), separator)).toList();
            return parts.contains(NONE)
                    ? NONE
                    : parts.stream().map(String::valueOf).collect(Collectors.joining(separator));
        }
        if (value instanceof long[] numbers) {
            return Arrays.stream(numbers)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(separator));
        }
        if (value instanceof ImageValue || value instanceof float[]) {
            return NONE;
        }
        // 3 and 3.0 are one number, and so one text
        return value instanceof String text ? text : Values.name(value);
    }

    private static Object asWhole(Object value) {
        return value instanceof Boolean truth
                ? (Object) (truth ? 1L : 0L)
                : value instanceof Long ? value : NONE;
    }

    private static Object asNumber(Object value) {
        try {
            return Values.number(value);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private static Object asTruth(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return value.equals(1L) ? Boolean.TRUE : value.equals(0L) ? Boolean.FALSE : NONE;
    }

    private static Object asTexts(Object value) {
        if (value instanceof long[] numbers) {
            return Arrays.stream(numbers).mapToObj(Long::toString).toList();
        }
        List<?> list = value instanceof List<?> given ? given : Collections.singletonList(value);
        List<String> texts = new ArrayList<>(list.size());
        for (Object given : list) {
            Object element = plain(given);
            if (element instanceof List || element instanceof Map) {
                return NONE;
            }
            if (element != null) {
                texts.add(element instanceof String text ? text : Values.name(element));
            }
        }
        return List.copyOf(texts);
    }

    private static Object asTime(Object value) {
        if (value instanceof Long seconds) {
            return Moments.ofSeconds(seconds).map(Object.class::cast).orElse(NONE);
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
            return Instant.ofEpochMilli(date.getTime());
        }
        return value instanceof Instant || value instanceof LocalDateTime ? value : NONE;
    }

    private static Object asVector(Object value) {
        if (value instanceof float[] numbers) {
            for (float number : numbers) {
                if (!Float.isFinite(number)) {
                    return NONE;
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
            return NONE;
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number number) || !Float.isFinite(number.floatValue())) {
                return NONE;
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }

    private static Object asIdentifiers(Object value) {
        if (value instanceof long[]) {
            return value;
        }
        if (!(value instanceof List<?> list)) {
            return NONE;
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(plain(list.get(i)) instanceof Long number)) {
                return NONE;
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private static Object number(char[] text, int from, int length) {
        double value = Numbers.parse(text, from, length);
        return Double.isNaN(value) ? other(new String(text, from, length)) : (Object) value;
    }

    /** Returns what a text means that is not written as a number: none, 1, 0 or no value. */
    private static Object other(String text) {
        try {
            double value = Values.number(text);
            return Double.isNaN(value) ? null : (Object) value;
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private static Object whole(char[] text, int from, int length) {
        if (Numbers.isWhole(text, from, length)) {
            return Numbers.whole(text, from, length);
        }
        Object number = number(text, from, length);
        return number instanceof Double value ? ofDouble(value) : number;
    }

    /** Returns the integer that a number is; {@link #NONE} where it is none, or rounded. */
    private static Object ofDouble(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? (Object) (long) value
                : NONE;
    }

    private static Object time(String text) {
        return text.isBlank() ? null : Moments.parse(text).map(Object.class::cast).orElse(NONE);
    }

    private static Object truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "1.0" -> Boolean.TRUE;
            case "false", "no", "0", "0.0" -> Boolean.FALSE;
            case "" -> null;
            default -> NONE;
        };
    }

    private static Object vector(char[] text, int from, int length) {
        float[] values = new float[8];
        int count = 0;
        Elements elements = new Elements(text, from, length);
        while (elements.next()) {
            double value = Numbers.parse(text, elements.start, elements.end - elements.start);
            if (Double.isNaN(value)) {
                return NONE;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = (float) value;
        }
        return Arrays.copyOf(values, count);
    }

    private static Object identifiers(char[] text, int from, int length) {
        long[] values = new long[8];
        int count = 0;
        Elements elements = new Elements(text, from, length);
        while (elements.next()) {
            int size = elements.end - elements.start;
            if (!Numbers.isWhole(text, elements.start, size)) {
                return NONE;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = Numbers.whole(text, elements.start, size);
        }
        return Arrays.copyOf(values, count);
    }

    /** The elements of a list: between blanks, commas, semicolons or bars, brackets aside. */
    private static final class Elements {

        private final char[] text;
        private final int limit;
        private int start;
        private int end;

        Elements(char[] text, int from, int length) {
            this.text = text;
            this.limit = from + length;
            this.end = from;
        }

        boolean next() {
            start = end;
            while (start < limit && separates(text[start])) {
                start++;
            }
            end = start;
            while (end < limit && !separates(text[end])) {
                end++;
            }
            return end > start;
        }

        private static boolean separates(char c) {
            return c <= ' ' || c == ',' || c == ';' || c == '|' || c == '[' || c == ']' || c == '('
                    || c == ')';
        }
    }
}
