// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

/** Turns strings of any origin into text that is safe in an HTML page. */
public final class Html {

    private static final int REPLACEMENT = 0xfffd;

    private Html() {}

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
        boolean steers =
                point < ' ' && point != '\n' && point != '\t'
                        || point >= 0x7f && point <= 0x9f
                        || point >= 0x202a && point <= 0x202e
                        || point >= 0x2066 && point <= 0x2069;
        return !steers && !(point >= 0xd800 && point <= 0xdfff) && (point & 0xfffe) != 0xfffe;
    }
}
