// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import java.util.regex.Pattern;

/** Classifies the text of fields. */
final class Fields {

    private static final int LONGEST = 40;

    /** A number with a decimal point or comma, and optionally the sign of a unit. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+$€£]?\\d[\\d.,]*(?:[eE][-+]?\\d+)?\\s?[%€$£]?|[-+]?\\.\\d+");

    private static final Pattern DATE =
            Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}(?:[ T]\\d{1,2}:\\d\\d.{0,12})?");

    private Fields() {}

    /** Returns whether a field is a number. */
    static boolean isNumber(String field) {
        return field.length() <= LONGEST && NUMBER.matcher(field.strip()).matches();
    }

    /** Returns whether a field is empty, a number or a date. */
    static boolean isPlain(String field) {
        return field.isBlank()
                || isNumber(field)
                || field.length() <= LONGEST && DATE.matcher(field.strip()).matches();
    }
}
