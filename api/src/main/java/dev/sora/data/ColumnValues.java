// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * Converts values to the types of columns: strings of cells, values of JSON lines and values of
 * programs. All sources that use it give the same record for the same value.
 *
 * @since 1.3
 */
public final class ColumnValues {

    /** The result for a value that cannot be converted to the type. */
    public static final Object NONE = new Object();

    /** The separator between the strings of a list that is converted to one string. */
    public static final String SEPARATOR = "|";

    private ColumnValues() {}

    /**
     * Converts a string.
     *
     * @param text contains the string; it may be the buffer of a parser, so that parsing a number
     *     needs no {@code String}
     * @return the value, of the Java type of the column type; null for a string that means a
     *     missing value; {@link #NONE} if the string cannot be converted, which is always so for
     *     pictures and nested values
     */
    public static Object ofText(ColumnType type, char[] text, int from, int length) {
        return switch (type) {
            case TEXT -> new String(text, from, length);
            case INTEGER -> TextValues.whole(text, from, length);
            case NUMBER -> TextValues.number(text, from, length);
            case BOOLEAN -> TextValues.bool(new String(text, from, length));
            case TIME -> TextValues.time(new String(text, from, length));
            case VECTOR -> TextValues.vector(text, from, length);
            case IDENTIFIERS -> TextValues.identifiers(text, from, length);
            case TEXTS -> List.of(new String(text, from, length));
            case IMAGE, NESTED -> NONE;
        };
    }

    /**
     * Converts a value of a program or of a JSON parser: strings, numbers of all types, booleans,
     * lists and arrays of them, maps, dates, times and pictures.
     *
     * @param separator the separator between the strings of a list that is converted to one string
     * @return the value, of the Java type of the column type; null if it is missing, such as NaN;
     *     {@link #NONE} if it cannot be converted
     */
    public static Object of(ColumnType type, Object given, String separator) {
        Object value = ObjectValues.plain(given);
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
            case TEXT -> ObjectValues.text(value, separator);
            case INTEGER -> ObjectValues.whole(value);
            case NUMBER -> ObjectValues.number(value);
            case BOOLEAN -> ObjectValues.bool(value);
            case TEXTS -> ObjectValues.texts(value);
            case TIME -> ObjectValues.time(value);
            case VECTOR -> ObjectValues.vector(value);
            case IDENTIFIERS -> ObjectValues.identifiers(value);
            case NESTED ->
                    value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)
                            ? value
                            : NONE;
            case IMAGE -> value instanceof ImageValue ? value : NONE;
        };
    }

    /** Returns whether a value has the Java type of a column type. */
    public static boolean isOf(ColumnType type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case NUMBER -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
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
}
