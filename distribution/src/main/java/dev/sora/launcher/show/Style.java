// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.util.regex.Pattern;

/** The text styles of the output. */
public enum Style {
    /** Headings and names. */
    STRONG("1"),
    /** Less important text. */
    FAINT("2"),
    /** Success. */
    GOOD("32"),
    /** A notice. */
    NOTICE("33"),
    /** An error. */
    BAD("31");

    private static final Pattern STEERING =
            Pattern.compile(
                    "\\u001b(?!\\[[0-9;]{0,8}m)|\\r(?!\\n)"
                            + "|[\\p{Cc}&&[^\\u001b\\r\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern CONTROL =
            Pattern.compile("\\r(?!\\n)|[\\p{Cc}&&[^\\r\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /**
     * Returns a text in which control sequences other than colours are replaced, because names from
     * untrusted files could contain some.
     */
    public static String harmless(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }

    /**
     * Returns a text in which all control sequences are replaced, those of colours too: what a
     * model says has no style of its own, and one of them hides the text that follows.
     */
    public static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** Returns a text in this style, or unchanged without colour. */
    public String on(String text, boolean colour) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
