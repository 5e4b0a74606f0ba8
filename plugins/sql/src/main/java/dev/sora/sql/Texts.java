// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.ColumnType;
import java.util.List;

/** Shortens texts of databases for messages. */
final class Texts {

    private static final int MOST_NAMES = 20;
    private static final int LONGEST = 300;

    private Texts() {}

    /** Returns names as a list, shortened to a readable length. */
    static String listed(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return names.size() > MOST_NAMES
                ? shown + " and %d more".formatted(names.size() - MOST_NAMES)
                : shown;
    }

    /** Returns the first line, shortened if it is long. */
    static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST - 3) + "..." : line;
    }

    /** Returns a description of the values of a column type. */
    static String word(ColumnType type) {
        return switch (type) {
            case TEXT -> "a text";
            case INTEGER -> "an integer of 64 bits";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case IMAGE -> "a picture";
            case TIME -> "a date or a time stamp";
            case VECTOR -> "an array of numbers";
            case IDENTIFIERS -> "an array of integers";
            case NESTED -> "nested values";
            case TEXTS -> "an array of strings";
        };
    }

    /** Returns a count of records in words. */
    static String records(long count) {
        return count == 1 ? "1 record" : "%,d records".formatted(count);
    }
}
