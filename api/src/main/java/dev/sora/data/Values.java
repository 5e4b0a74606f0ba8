// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a value means, whatever source it comes from: the text of a CSV file, the number of a
 * Parquet file and the value of a JSON line are one value to every input and output that reads them
 * here.
 *
 * <p>A value has a <b>name</b> where it stands for a category, a class, a label, a user or an item,
 * and a <b>number</b> where it is measured. The table in {@code docs/data.md} says which value has
 * which.
 *
 * @since 1.2
 */
public final class Values {

    /** Up to here a double tells all integers apart. */
    private static final double MOST_EXACT = 1L << 53;

    private static final int SHOWN = 60;

    private Values() {}

    /**
     * Returns the name of a value: {@code 1} for 1, 1.0, {@code "1"} and {@code "1.0"}, {@code
     * true} for a true boolean and {@code "TRUE"}; other texts are their own {@linkplain
     * TextForm#label label}. Digits of a text are never rounded, and zeros before them are kept.
     */
    public static String name(Object value) {
        if (value instanceof String text) {
            return name(text);
        }
        return value instanceof Double number ? name((double) number) : String.valueOf(value);
    }

    private static String name(String given) {
        String text = TextForm.label(given);
        int length = text.length();
        if (length == 0) {
            return text;
        }
        char last = text.charAt(length - 1);
        if (last == '0') {
            return whole(text);
        }
        boolean truth = (last == 'e' || last == 'E') && (length == 4 || length == 5);
        return truth && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
                ? text.toLowerCase(Locale.ROOT)
                : text;
    }

    /** Returns {@code 12} for {@code 12.0}, and any other text as it is. */
    private static String whole(String text) {
        int point = text.length() - 1;
        while (point > 0 && text.charAt(point) == '0') {
            point--;
        }
        int first = text.charAt(0) == '-' ? 1 : 0;
        if (point <= first || text.charAt(point) != '.') {
            return text;
        }
        for (int i = first; i < point; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return text;
            }
        }
        if (text.charAt(first) == '0' && point - first > 1) {
            // zeros before a number are part of a code, and no number
            return text;
        }
        String digits = text.substring(0, point);
        return digits.equals("-0") ? "0" : digits;
    }

    private static String name(double number) {
        if (number == Math.rint(number) && Math.abs(number) <= MOST_EXACT) {
            return Long.toString((long) number);
        }
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        // a number of 32 bits means the shortest decimal that stands for it, as in a text
        String shortest =
                (float) number == number ? Float.toString((float) number) : Double.toString(number);
        return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }

    /**
     * Returns the name of the value in a column; none if it is missing: absent, NaN, or a text
     * without a character.
     *
     * @throws RecordException if it has none: a list, a time, an infinite number, or a number that
     *     was rounded and may stand for several
     */
    public static Optional<String> name(DataRecord record, String column) {
        Object value = record.find(column).orElse(null);
        if (value instanceof String text) {
            String name = name(text);
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        }
        if (value == null || value instanceof Double number && number.isNaN()) {
            return Optional.empty();
        }
        if (value instanceof List<?> list && list.size() == 1 && list.get(0) instanceof String) {
            return Optional.of(name((String) list.get(0)));
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return Optional.empty();
        }
        if (value instanceof Double number && Math.abs(number) >= MOST_EXACT) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4018",
                                    "column '%s' holds a number that does not tell what it stands for"
                                            .formatted(column))
                            .where(record.where())
                            .needs("a text, an integer, or a number below 2^53, which is exact")
                            .have(value.toString())
                            .fix("write identifiers and categories as texts or integers"));
        }
        if (value instanceof Long || value instanceof Boolean || value instanceof Double) {
            return Optional.of(name(value));
        }
        throw several(record, column, value);
    }

    private static RecordException several(DataRecord record, String column, Object value) {
        boolean list = value instanceof List<?> || value.getClass().isArray();
        return new RecordException(
                Problem.of("SORA-4019", "column '%s' does not hold one value".formatted(column))
                        .where(record.where())
                        .needs("a text, an integer, a number or a boolean")
                        .have(list ? "a list: " + shown(value) : shown(value))
                        .fix(
                                list
                                        ? "give each record one value, or use a type that reads"
                                                + " several: an input 'category' with 'separator',"
                                                + " an output 'multi-label'"
                                        : "name another column, or have the source read it as a"
                                                + " text"));
    }

    /**
     * Returns the names of all values in a column: those of a list, those that a separator divides
     * in a text, or the one value; none if it is missing. Blanks around parts of a text do not
     * count, and elements of a list are not divided.
     *
     * @param separator what divides a text; empty if the whole text is one value
     * @throws RecordException if the value has no name
     */
    public static List<String> names(DataRecord record, String column, String separator) {
        Object value = record.find(column).orElse(null);
        List<String> names = new ArrayList<>();
        if (value instanceof String text && !separator.isEmpty()) {
            int from = 0;
            while (from <= text.length()) {
                int found = text.indexOf(separator, from);
                int end = found < 0 ? text.length() : found;
                String part = name(text.substring(from, end));
                if (!part.isEmpty()) {
                    names.add(part);
                }
                from = end + separator.length();
            }
        } else if (value instanceof long[] identifiers) {
            for (long identifier : identifiers) {
                names.add(Long.toString(identifier));
            }
        } else if (value instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            for (Object element : list) {
                String name = name((String) element);
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        } else {
            name(record, column).ifPresent(names::add);
        }
        return names;
    }

    /**
     * Returns the number of a value: NaN if it is missing, which {@code null}, NaN, the text {@code
     * NaN} and a text without a character are; 1 and 0 for booleans.
     *
     * @throws NumberFormatException if it is not a finite number; the message says what it is
     */
    public static double number(Object value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof String text) {
            double number = Numbers.parse(text);
            return Double.isNaN(number) ? other(text) : number;
        }
        if (value instanceof Number number) {
            if (Double.isInfinite(number.doubleValue())) {
                throw new NumberFormatException("an infinite number");
            }
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw new NumberFormatException("another kind of value");
    }

    private static double other(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "", "nan", "-nan", "+nan" -> Double.NaN;
            case "true" -> 1;
            case "false" -> 0;
            case "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity" ->
                    throw new NumberFormatException("an infinite number");
            default -> throw new NumberFormatException(kind(word));
        };
    }

    /** Returns what a text is that holds digits and is not a number. */
    private static String kind(String word) {
        if (word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?")) {
            return "a number that 64 bits do not hold";
        }
        if (word.matches("[+-]?[0-9][0-9.,'\u2019\u00a0\u202f ]*(e[+-]?[0-9]+)?")) {
            return "digits with a decimal comma or separators of thousands";
        }
        return word.matches("[^0-9]{0,5}[0-9][0-9.,]*[^0-9]{0,10}")
                ? "a number and something more"
                : "a text";
    }

    private static String shown(Object value) {
        if (value instanceof long[] || value instanceof float[]) {
            return "numbers";
        }
        String text = String.valueOf(value);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
