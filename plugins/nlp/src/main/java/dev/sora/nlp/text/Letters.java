// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** What is asked of the characters of a token. */
final class Letters {

    private Letters() {}

    /** Returns whether there is a letter, a digit or a picture among them, not marks alone. */
    static boolean present(char[] buffer, int length) {
        for (int i = 0; i < length; ) {
            int point = Character.codePointAt(buffer, i, length);
            if (Character.isLetterOrDigit(point)
                    || Character.getType(point) == Character.OTHER_SYMBOL) {
                return true;
            }
            i += Character.charCount(point);
        }
        return false;
    }

    /** Brings them to lower case where they stand, the same in every country. */
    static void lower(char[] buffer, int length) {
        for (int i = 0; i < length; ) {
            char c = buffer[i];
            if (c < 128) {
                if (c >= 'A' && c <= 'Z') {
                    buffer[i] = (char) (c + 32);
                }
                i++;
            } else {
                i += Character.toChars(lower(buffer, i, length), buffer, i);
            }
        }
    }

    private static int lower(char[] buffer, int at, int length) {
        int point = Character.codePointAt(buffer, at, length);
        int lower = Character.toLowerCase(point);
        return Character.charCount(lower) == Character.charCount(point) ? lower : point;
    }
}
