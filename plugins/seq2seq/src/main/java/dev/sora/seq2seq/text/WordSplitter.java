// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import java.util.function.Consumer;

/**
 * Splits a text into parts that no piece crosses: runs of letters, single digits, and other single
 * characters. A run of more than 100 is cut. The first part of each word starts with a mark, so
 * that the text can be put together again, except that any white space becomes one space.
 */
final class WordSplitter {

    /** Marks the start of a word (Kudo and Richardson, 2018). */
    static final char START = '▁';

    /**
     * The greatest length of a part. The time to join pieces grows with the square of it, and words
     * of people are shorter.
     */
    static final int LONGEST = 100;

    private WordSplitter() {}

    static void split(String text, Consumer<String> parts) {
        StringBuilder part = new StringBuilder();
        boolean letters = false;
        boolean start = true;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isSpace(point)) {
                flush(part, parts);
                start = true;
                letters = false;
                continue;
            }
            boolean letter = Character.isLetter(point) || isMark(point);
            if (!letter || !letters || part.length() >= LONGEST) {
                flush(part, parts);
            }
            if (start) {
                part.append(START);
                start = false;
            }
            // the mark itself is no character of a text
            part.appendCodePoint(point == START ? '_' : point);
            letters = letter;
        }
        flush(part, parts);
    }

    private static void flush(StringBuilder part, Consumer<String> parts) {
        if (part.length() > 0) {
            parts.accept(part.toString());
            part.setLength(0);
        }
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }
}
