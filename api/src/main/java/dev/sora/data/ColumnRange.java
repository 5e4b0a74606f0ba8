// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of columns that are counted: {@code I1..I13} stands for {@code I1}, {@code I2} and so on up
 * to {@code I13}. A backslash before the points, {@code I1\..I13}, is for a column of that very
 * name.
 *
 * @since 1.1
 */
public final class ColumnRange {

    /** More columns than that no range stands for. */
    public static final int MOST = 100_000;

    private static final Pattern RANGE = Pattern.compile("(.*?)(\\d{1,9})\\.\\.(.*?)(\\d{1,9})");

    private static final String LITERAL = "\\..";

    private ColumnRange() {}

    /** Returns the names that a text stands for: those of the range, or the text itself. */
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

    /** Names are the same in every locale; a format would take the digits of its script. */
    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /**
     * Returns what to write for a column whose own name reads like the range that a missing column
     * is of; nothing if there is no such column.
     *
     * @param names the columns that there are
     * @param missing the column that is missing
     * @since 1.2
     */
    public static Optional<String> remedy(Collection<String> names, String missing) {
        return names.stream()
                .filter(name -> !name.equals(missing) && expand(name).contains(missing))
                .findFirst()
                .map(
                        name ->
                                "write %s for the column of that very name, as %s stands for several"
                                        .formatted(name.replace("..", LITERAL), name));
    }

    /** Returns the names that several texts stand for, in their order. */
    public static List<String> expand(List<String> texts) {
        List<String> names = new ArrayList<>();
        texts.forEach(text -> names.addAll(expand(text)));
        return List.copyOf(names);
    }
}
