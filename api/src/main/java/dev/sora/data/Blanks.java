// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/** The blanks of Unicode in names: none at the ends, and plain ones within. */
final class Blanks {

    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private Blanks() {}

    /** Whether a text is seen to be a name as it is. */
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

    /** Whether a character is white, though some of them keep words together. */
    static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || point == 0x85 // next line
                || point == 0x2800; // a cell of Braille without dots
    }

    /** Whether a character does not change which name it is. */
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
