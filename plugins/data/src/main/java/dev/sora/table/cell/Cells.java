// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import dev.sora.data.ColumnType;
import dev.sora.data.Numbers;
import dev.sora.data.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** The types of cells. */
public final class Cells {

    /** The words by which a manifest names the types that a text can be read as. */
    public static final List<String> WORDS =
            List.of("text", "integer", "number", "truth", "time", "image", "vector", "identifiers");

    private Cells() {}

    /** Returns the type of a word. */
    public static ColumnType type(String word) {
        return ColumnType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns a reader of cells of a type; it returns null for what stands for no value. */
    public static Cell of(ColumnType type, PictureFolder pictures) {
        return switch (type) {
            case TEXT -> cell("a text", String::new);
            case INTEGER -> cell("an integer of 64 bits", Cells::whole);
            case NUMBER -> cell("a number", Cells::number);
            case TRUTH -> ofText("true, false, yes, no, 1 or 0", Cells::truth);
            case TIME ->
                    ofText(
                            "a date, a date and time (ISO 8601), or seconds since 1970",
                            Cells::time);
            case VECTOR -> cell("numbers", Cells::vector);
            case IDENTIFIERS -> cell("integers of 64 bits", Cells::identifiers);
            case IMAGE -> pictures;
            case NESTED, TEXTS -> throw new IllegalArgumentException("no text stands for " + type);
        };
    }

    private interface Reading {
        Object read(char[] text, int from, int length);
    }

    private static Cell cell(String needs, Reading reading) {
        return new Cell() {
            @Override
            public Object read(char[] text, int from, int length, Supplier<String> where) {
                return reading.read(text, from, length);
            }

            @Override
            public String needs() {
                return needs;
            }
        };
    }

    private static Cell ofText(String needs, Function<String, Object> reading) {
        return cell(needs, (text, from, length) -> reading.apply(new String(text, from, length)));
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
            return Cell.NONE;
        }
    }

    private static Object whole(char[] text, int from, int length) {
        if (Numbers.isWhole(text, from, length)) {
            return Numbers.whole(text, from, length);
        }
        Object number = number(text, from, length);
        return number instanceof Double value ? ofDouble(value) : number;
    }

    /** Returns the integer that a number is; {@link Cell#NONE} where it is none, or rounded. */
    public static Object ofDouble(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? (Object) (long) value
                : Cell.NONE;
    }

    private static Object time(String text) {
        return text.isBlank()
                ? null
                : Moments.parse(text).map(Object.class::cast).orElse(Cell.NONE);
    }

    private static Object truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "1.0" -> Boolean.TRUE;
            case "false", "no", "0", "0.0" -> Boolean.FALSE;
            case "" -> null;
            default -> Cell.NONE;
        };
    }

    private static Object vector(char[] text, int from, int length) {
        float[] values = new float[8];
        int count = 0;
        Elements elements = new Elements(text, from, length);
        while (elements.next()) {
            double value = Numbers.parse(text, elements.start, elements.end - elements.start);
            if (Double.isNaN(value)) {
                return Cell.NONE;
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
                return Cell.NONE;
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
