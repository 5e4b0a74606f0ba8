// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a text as a reader sees them: the extended grapheme clusters of Unicode (UAX
 * #29). Most are one code point, and known to be without asking.
 */
final class Characters {

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String text;
    private Matcher matcher;

    /** Looks at a text. */
    Characters(String text) {
        this.text = text;
    }

    /** Returns where the character that starts at a place ends. */
    int end(int start) {
        int point = text.codePointAt(start);
        int next = start + Character.charCount(point);
        if (next == text.length() || standsAlone(point) && standsAlone(text.charAt(next))) {
            return next;
        }
        if (matcher == null) {
            matcher = CLUSTER.matcher(text);
        }
        return matcher.region(start, text.length()).lookingAt() ? matcher.end() : next;
    }

    /** Whether a character neither joins what stands before it nor what stands behind it. */
    private static boolean standsAlone(int point) {
        return point > '\r' && point < 0x300
                || point >= 0x4E00 && point <= 0x9FFF
                || point >= 0x3041 && point <= 0x3096
                || point >= 0x30A1 && point <= 0x30FA;
    }

    /** Whether a character is white, also if it keeps words together. */
    static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }
}
