// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.util.regex.Pattern;

/** Colours, where they are welcome. */
public enum Style {
    /** What a table is about. */
    STRONG("1"),
    /** What matters less. */
    FAINT("2"),
    /** What is well. */
    GOOD("32"),
    /** What deserves a look. */
    NOTICE("33"),
    /** What is wrong. */
    BAD("31");

    private static final Pattern STEERING =
            Pattern.compile(
                    "\\u001b(?!\\[[0-9;]{0,8}m)|\\r(?!\\n)"
                            + "|[\\p{Cc}&&[^\\u001b\\r\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Returns a text in which names from strangers' files do no more to a terminal than colour. */
    public static String harmless(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }

    /** Returns a text in this style, or as it is. */
    public String on(String text, boolean colour) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
