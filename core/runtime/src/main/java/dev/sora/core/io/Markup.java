// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

/** Turns strings of any origin into text that is safe in a page. */
public final class Markup {

    private static final int REPLACEMENT = 0xfffd;

    private Markup() {}

    /**
     * Returns the string as content of an element or of an attribute in double quotes. Characters
     * that no page may hold, and those that reverse what follows them, become U+FFFD.
     */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '&' -> safe.append("&amp;");
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '"' -> safe.append("&quot;");
                                default ->
                                        safe.appendCodePoint(allowed(point) ? point : REPLACEMENT);
                            }
                        });
        return safe.toString();
    }

    private static boolean allowed(int point) {
        return point == '\n'
                || point == '\t'
                || !Character.isISOControl(point)
                        && Character.getType(point) != Character.SURROGATE
                        && !isDirection(point)
                        && (point & 0xfffe) != 0xfffe;
    }

    /** Returns whether a character turns the direction of the text that follows it. */
    private static boolean isDirection(int point) {
        return point >= 0x202a && point <= 0x202e || point >= 0x2066 && point <= 0x2069;
    }
}
