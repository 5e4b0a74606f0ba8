// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/** Normalises Unicode whitespace in names: none at the ends, plain spaces within. */
final class Blanks {

    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private Blanks() {}

    /**
     * Returns whether a string needs no change, by a fast check that may return false for strings
     * that need none.
     */
    static boolean isTidy(String text) {
        int length = text.length();
        if (length == 0) {
            return true;
        }
        if (text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' && isOdd(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOdd(char c) {
        return isBlank(c) || isIdle(c);
    }

    /** Returns whether a character is whitespace, including no-break spaces. */
    static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || point == 0x85 // next line
                || point == 0x2800; // empty Braille pattern
    }

    /** Returns whether a character has no meaning in a name. */
    private static boolean isIdle(int point) {
        return point == Invisible.ZERO_WIDTH_SPACE || point == TEXT_STYLE || point == EMOJI_STYLE;
    }

    static String tidied(String text) {
        StringBuilder tidied = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isIdle(c)) {
                tidied.append(isBlank(c) ? ' ' : c);
            }
        }
        return tidied.toString().strip();
    }
}
