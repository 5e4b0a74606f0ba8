// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

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

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Returns a text in this style, or as it is. */
    public String on(String text, boolean colour) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
