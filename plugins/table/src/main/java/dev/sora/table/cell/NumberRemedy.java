// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import java.util.regex.Pattern;

/** Suggests a fix for a text that is not a number. */
public final class NumberRemedy {

    private static final Pattern COMMA = Pattern.compile("[+-]?\\d[\\d.'’\\h]*,\\d+");
    private static final Pattern GROUPED =
            Pattern.compile("[+-]?\\d{1,3}([.,'’\\h]\\d{3})+([.,]\\d*)?");
    private static final Pattern AFTER = Pattern.compile("[+-]?[\\d.,]+(e[+-]?\\d+)?(\\D{1,10})");
    private static final Pattern BEFORE = Pattern.compile("(\\D{1,5})[\\d.,]+");

    private NumberRemedy() {}

    /** Returns the fix for a text. */
    public static String of(String given) {
        String text = given.strip();
        if (COMMA.matcher(text).matches() || GROUPED.matcher(text).matches()) {
            return "write it with a decimal point and without separators of thousands, or have a csv"
                    + " source read it: 'decimal: comma', 'thousands: comma' (or point, space,"
                    + " apostrophe)";
        }
        if (AFTER.matcher(text).matches() || BEFORE.matcher(text).matches()) {
            return "remove what is not part of the number: a csv source does so with"
                    + " 'trim_end: {column: \"%\"}' or with 'parts'";
        }
        return "correct it; if it stands for no value, list it under 'missing' of a csv or xlsx"
                + " source, and write null in other sources";
    }
}
