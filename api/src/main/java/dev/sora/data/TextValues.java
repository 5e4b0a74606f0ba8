// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * Converts the strings of cells to the types of columns: null for a string that means a missing
 * value, {@link ColumnValues#NONE} for one that cannot be converted.
 */
final class TextValues {

    private TextValues() {}

    static Object number(char[] text, int from, int length) {
        double value = Numbers.parse(text, from, length);
        return Double.isNaN(value) ? other(new String(text, from, length)) : (Object) value;
    }

    /**
     * Converts a string that is not written as a number: missing, true, false, or not convertible.
     */
    private static Object other(String text) {
        try {
            double value = Values.number(text);
            return Double.isNaN(value) ? null : (Object) value;
        } catch (NumberFormatException e) {
            return ColumnValues.NONE;
        }
    }

    static Object whole(char[] text, int from, int length) {
        if (Numbers.isInteger(text, from, length)) {
            return Numbers.whole(text, from, length);
        }
        Object number = number(text, from, length);
        return number instanceof Double value ? ofDouble(value) : number;
    }

    /**
     * Returns the integer value of a number; {@link ColumnValues#NONE} if it has a fraction or is
     * too large to be exact.
     */
    static Object ofDouble(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? (Object) (long) value
                : ColumnValues.NONE;
    }

    static Object time(String text) {
        return text.isBlank()
                ? null
                : Moments.parse(text).map(Object.class::cast).orElse(ColumnValues.NONE);
    }

    static Object bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "1.0" -> Boolean.TRUE;
            case "false", "no", "0", "0.0" -> Boolean.FALSE;
            case "" -> null;
            default -> ColumnValues.NONE;
        };
    }

    static Object vector(char[] text, int from, int length) {
        float[] values = new float[8];
        int count = 0;
        Elements elements = new Elements(text, from, length);
        while (elements.next()) {
            double value = Numbers.parse(text, elements.start, elements.end - elements.start);
            if (Double.isNaN(value)) {
                return ColumnValues.NONE;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = (float) value;
        }
        return Arrays.copyOf(values, count);
    }

    static Object identifiers(char[] text, int from, int length) {
        long[] values = new long[8];
        int count = 0;
        Elements elements = new Elements(text, from, length);
        while (elements.next()) {
            int size = elements.end - elements.start;
            if (!Numbers.isInteger(text, elements.start, size)) {
                return ColumnValues.NONE;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = Numbers.whole(text, elements.start, size);
        }
        return Arrays.copyOf(values, count);
    }

    /**
     * Iterates over the elements of a list, separated by whitespace, commas, semicolons or bars,
     * with optional brackets.
     */
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
