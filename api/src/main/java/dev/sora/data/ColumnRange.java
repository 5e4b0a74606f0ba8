// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands ranges of numbered column names: {@code I1..I13} stands for {@code I1}, {@code I2} and so
 * on up to {@code I13}. A backslash before the dots, {@code I1\..I13}, means the column named
 * {@code I1..I13}.
 *
 * @since 1.1
 */
public final class ColumnRange {

    /** The greatest number of columns that a range can stand for. */
    public static final int MOST = 100_000;

    private static final Pattern RANGE = Pattern.compile("(.*?)(\\d{1,9})\\.\\.(.*?)(\\d{1,9})");

    private static final String LITERAL = "\\..";

    private ColumnRange() {}

    /** Returns the names that a string stands for: those of the range, or the string itself. */
    public static List<String> expand(String text) {
        if (text.contains(LITERAL)) {
            return List.of(text.replace(LITERAL, ".."));
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || !range.group(1).equals(range.group(3))) {
            return List.of(text);
        }
        int first = Integer.parseInt(range.group(2));
        int last = Integer.parseInt(range.group(4));
        if (last < first || last - first >= MOST) {
            return List.of(text);
        }
        int digits = range.group(2).length();
        boolean padded = digits == range.group(4).length() && range.group(2).startsWith("0");
        List<String> names = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            names.add(range.group(1) + (padded ? padded(i, digits) : i));
        }
        return names;
    }

    /**
     * Pads with zeros, independently of the locale; a format would use the digits of the locale.
     */
    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /**
     * Returns how to write the name of an existing column that looks like a range containing the
     * missing column; empty if there is no such column.
     *
     * @param names the existing columns
     * @param missing the column that is missing
     * @since 1.2
     */
    public static Optional<String> remedy(Collection<String> names, String missing) {
        return names.stream()
                .filter(name -> !name.equals(missing) && expand(name).contains(missing))
                .findFirst()
                .map(
                        name ->
                                ("write %s for the column with exactly that name; %s stands for"
                                                + " several columns")
                                        .formatted(name.replace("..", LITERAL), name));
    }

    /** Returns the names that several strings stand for, in order. */
    public static List<String> expand(List<String> texts) {
        List<String> names = new ArrayList<>();
        texts.forEach(text -> names.addAll(expand(text)));
        return List.copyOf(names);
    }
}
