// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

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
            case INTEGER -> TextValues.whole(text, from, length);
            case NUMBER -> TextValues.number(text, from, length);
            case TRUTH -> TextValues.truth(new String(text, from, length));
            case TIME -> TextValues.time(new String(text, from, length));
            case VECTOR -> TextValues.vector(text, from, length);
            case IDENTIFIERS -> TextValues.identifiers(text, from, length);
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
            case TRUTH -> ObjectValues.truth(value);
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
}
