// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import java.util.List;
import java.util.Map;

/** Words for values in messages, which read alike for Java, JSON and the command line. */
final class ValueWords {

    private static final int SHOWN = 60;

    private ValueWords() {}

    /** Returns what a column of a type accepts. */
    static String accepted(ColumnType type) {
        return switch (type) {
            case TEXT -> "a string";
            case INTEGER -> "an integer";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case TIME -> "a time as a string, such as \"2026-11-30T12:00:00Z\"";
            case VECTOR -> "a list of numbers, such as [0.5, 1]";
            case IDENTIFIERS -> "a list of integers, such as [3, 7]";
            case TEXTS -> "a list of strings, such as [\"a\", \"b\"]";
            case NESTED -> "a list of objects";
            case IMAGE ->
                    "a picture: an ImageValue in Java; for a server, its file as a base64 string"
                            + " or a part of a form";
        };
    }

    /** Returns a value with its kind, cut to the length of a line. */
    static String shown(Object value) {
        if (value instanceof ImageValue image) {
            return "a picture of %d x %d".formatted(image.width(), image.height());
        }
        if (value.getClass().isArray()) {
            return "an array, " + value.getClass().getSimpleName();
        }
        String text = value.toString();
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut + ", " + kind(value);
    }

    private static String kind(Object value) {
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map ? "an object" : "of type " + value.getClass().getSimpleName();
    }
}
