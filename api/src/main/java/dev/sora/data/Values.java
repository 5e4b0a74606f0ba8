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
 * Defines the name and the number of a value, independently of its source: a string of a CSV file,
 * a number of a Parquet file and a value of a JSON line are equal for every input and output that
 * uses this class.
 *
 * <p>A value has a <b>name</b> if it is a category, a class, a label, a user or an item, and a
 * <b>number</b> if it is a quantity. The table in {@code docs/data.md} lists both for each kind of
 * value.
 *
 * @since 1.2
 */
public final class Values {

    /** The bound up to which a double represents all integers exactly. */
    private static final double MOST_EXACT = 1L << 53;

    private static final int SHOWN = 60;

    private Values() {}

    /**
     * Returns the name of a value: {@code 1} for 1, 1.0, {@code "1"} and {@code "1.0"}, {@code
     * true} for a true boolean and {@code "TRUE"}; the {@linkplain TextForm#label label} of other
     * strings. Digits of a string are never rounded, and leading zeros are kept.
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

    /** Returns {@code 12} for {@code 12.0}, and any other string unchanged. */
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
            // a number with leading zeros is a code, not a number
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
        // a 32-bit number is written as its shortest decimal, as in a string
        String shortest =
                (float) number == number ? Float.toString((float) number) : Double.toString(number);
        return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }

    /**
     * Returns the name of the value in a column; empty if the value is missing: absent, NaN, or a
     * blank string.
     *
     * @throws RecordException if the value has no name: a list, a time, an infinite number, or a
     *     number that is too large to be exact
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
                                    "column '%s' holds a number too large to be exact"
                                            .formatted(column))
                            .where(record.where())
                            .needs("a string, an integer, or a number below 2^53, which is exact")
                            .have(value.toString())
                            .fix("write identifiers and categories as strings or integers"));
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
                        .needs("a string, an integer, a number or a boolean")
                        .have(list ? "a list: " + shown(value) : shown(value))
                        .fix(
                                list
                                        ? "give each record one value, or use a type that reads"
                                                + " several: an input 'category' with 'separator',"
                                                + " an output 'multi-label'"
                                        : "name another column, or let the source read it as a"
                                                + " string"));
    }

    /**
     * Returns the names of all values in a column: the elements of a list, the parts of a string
     * with separators, or the single value; empty if it is missing. Whitespace around the parts of
     * a string is ignored, and elements of a list are not split.
     *
     * @param separator the separator within a string; empty if the string is one value
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
     * Returns the number of a value: NaN if it is missing, that is {@code null}, NaN, the string
     * {@code NaN} or a blank string; 1 and 0 for booleans.
     *
     * @throws NumberFormatException if the value is not a finite number; the message describes the
     *     value
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

    /** Describes a string that is not a number, for a message. */
    private static String kind(String word) {
        if (word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?")) {
            return "a number that does not fit into 64 bits";
        }
        if (word.matches("[+-]?[0-9][0-9.,'\u2019\u00a0\u202f ]*(e[+-]?[0-9]+)?")) {
            return "digits with a decimal comma or separators of thousands";
        }
        return word.matches("[^0-9]{0,5}[0-9][0-9.,]*[^0-9]{0,10}")
                ? "a number with other characters"
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
