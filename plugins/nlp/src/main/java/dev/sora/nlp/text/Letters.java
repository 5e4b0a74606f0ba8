// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** Tests and conversions of the characters of a token. */
final class Letters {

    private static final char DOT_ABOVE = '\u0307';
    private static final char SIGMA = 'σ';
    private static final char FINAL_SIGMA = 'ς';
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int FIRST_PICTURE = 0x1F000;

    private Letters() {}

    /**
     * Returns whether the token contains a letter, a digit or an emoji, and not only punctuation.
     */
    static boolean present(char[] buffer, int length) {
        for (int i = 0; i < length; ) {
            int point = Character.codePointAt(buffer, i, length);
            if (Character.isLetterOrDigit(point) || isPicture(point)) {
                return true;
            }
            i += Character.charCount(point);
        }
        return false;
    }

    /** Returns whether a code point is an emoji, or makes the code point before it one. */
    private static boolean isPicture(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL
                || point == EMOJI_STYLE
                || point >= FIRST_PICTURE
                        && (type == Character.UNASSIGNED || type == Character.MODIFIER_SYMBOL);
    }

    /**
     * Converts characters to lower case in place, independent of the locale: {@code I} becomes
     * {@code i}, never the Turkish dotless letter. Variants with one capital form are unified as
     * well: both small sigmas, and i with an explicit dot.
     *
     * @return the new length
     */
    static int lower(char[] buffer, int length) {
        int to = 0;
        for (int from = 0; from < length; ) {
            char c = buffer[from];
            if (c < 128) {
                buffer[to++] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
                from++;
            } else if (c == DOT_ABOVE && to > 0 && buffer[to - 1] == 'i') {
                from++;
            } else {
                int point = lower(buffer, from, length);
                from += Character.charCount(Character.codePointAt(buffer, from, length));
                to += Character.toChars(point == FINAL_SIGMA ? SIGMA : point, buffer, to);
            }
        }
        return to;
    }

    private static int lower(char[] buffer, int at, int length) {
        int point = Character.codePointAt(buffer, at, length);
        int lower = Character.toLowerCase(point);
        return Character.charCount(lower) == Character.charCount(point) ? lower : point;
    }
}
