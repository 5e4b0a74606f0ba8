// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.util.regex.Pattern;

/**
 * The kind of number that a cell format denotes. A workbook stores dates as numbers of days, and
 * only the format distinguishes them from other numbers (ECMA-376, part 1, 18.8.30).
 */
enum NumberFormats {
    /** A number. */
    NUMBER,
    /** A date, with or without a time. */
    DATE,
    /** A time of day. */
    TIME;

    private static final Pattern LITERAL =
            Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|AM/PM|A/P", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELAPSED =
            Pattern.compile("\\[(h+|m+|s+)]", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*]");
    private static final int LONGEST = 1000;

    /** Returns the kind of a built-in format, by its number. */
    static NumberFormats builtIn(int id) {
        if ((id >= 14 && id <= 17)
                || id == 22
                || (id >= 27 && id <= 36)
                || (id >= 50 && id <= 58)) {
            return DATE;
        }
        // 45 to 47 are durations in minutes and hours, and therefore numbers
        return id >= 18 && id <= 21 ? TIME : NUMBER;
    }

    /** Returns the kind of a format code that the workbook declares, such as {@code yyyy-mm-dd}. */
    static NumberFormats of(String code) {
        if (code.length() > LONGEST) {
            return NUMBER;
        }
        String first = LITERAL.matcher(code).replaceAll("");
        if (ELAPSED.matcher(first).find()) {
            return NUMBER;
        }
        String letters = BRACKETS.matcher(first).replaceAll("").split(";", 2)[0];
        boolean day = has(letters, 'y') || has(letters, 'd');
        boolean clock = has(letters, 'h') || has(letters, 's');
        if (day || (has(letters, 'm') && !clock)) {
            return DATE;
        }
        return clock ? TIME : NUMBER;
    }

    private static boolean has(String letters, char letter) {
        return letters.indexOf(letter) >= 0 || letters.indexOf(Character.toUpperCase(letter)) >= 0;
    }
}
