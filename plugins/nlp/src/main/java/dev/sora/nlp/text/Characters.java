// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text into extended grapheme clusters of Unicode (UAX #29). For most code points a fast
 * test shows that they are clusters of their own.
 */
final class Characters {

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String text;
    private Matcher matcher;

    /** Prepares the text. */
    Characters(String text) {
        this.text = text;
    }

    /** Returns the end of the character that starts at an index. */
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

    /** Returns whether a code point joins neither the character before it nor the one after it. */
    private static boolean standsAlone(int point) {
        return point > '\r' && point < 0x300
                || point >= 0x4E00 && point <= 0x9FFF
                || point >= 0x3041 && point <= 0x3096
                || point >= 0x30A1 && point <= 0x30FA;
    }

    /** Returns whether a code point is white space, including the no-break kinds. */
    static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }
}
