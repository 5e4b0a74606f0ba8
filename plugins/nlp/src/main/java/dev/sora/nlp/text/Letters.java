// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** What is asked of the characters of a token. */
final class Letters {

    private static final char DOT_ABOVE = '\u0307';
    private static final char SIGMA = 'σ';
    private static final char FINAL_SIGMA = 'ς';
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int FIRST_PICTURE = 0x1F000;

    private Letters() {}

    /** Returns whether there is a letter, a digit or a picture among them, not marks alone. */
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

    /** Whether a character is a picture, or says that what stands before it is shown as one. */
    private static boolean isPicture(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL
                || point == EMOJI_STYLE
                || point >= FIRST_PICTURE
                        && (type == Character.UNASSIGNED || type == Character.MODIFIER_SYMBOL);
    }

    /**
     * Brings them to lower case where they stand, the same in every country: {@code I} to {@code i}
     * and never to the Turkish letter without a dot. Letters of which only one form is written in
     * capitals are made one as well: both small sigmas, and i with a dot of its own.
     *
     * @return how many are left
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
