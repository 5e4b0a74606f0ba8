// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Classes of characters as the library <i>tokenizers</i> uses them. They are read from a table and
 * not from the JDK, because that library has older versions of Unicode for some of them, and the
 * same text is to have the same tokens with each version of Java.
 */
final class CodePoints {

    private static final Map<String, BitSet> CLASSES = read();
    private static final BitSet CONTROL = CLASSES.get("control");
    private static final BitSet NONSPACING = CLASSES.get("nonspacing");
    private static final BitSet MARK = CLASSES.get("mark");
    private static final BitSet PUNCTUATION = CLASSES.get("punctuation");
    private static final BitSet WORD = CLASSES.get("word");
    private static final BitSet NUMERIC = CLASSES.get("numeric");

    private CodePoints() {}

    private static Map<String, BitSet> read() {
        try (InputStream in = CodePoints.class.getResourceAsStream("classes.txt")) {
            Map<String, BitSet> classes = new HashMap<>();
            String table = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            table.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(parts -> classes.put(parts[0], characters(parts)));
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BitSet characters(String... ranges) {
        BitSet characters = new BitSet();
        for (int i = 1; i < ranges.length; i++) {
            String[] ends = ranges[i].split("-");
            int last = Integer.parseInt(ends[ends.length - 1], 16);
            characters.set(Integer.parseInt(ends[0], 16), last + 1);
        }
        return characters;
    }

    /** Returns whether a character has the property White_Space of Unicode. */
    static boolean isSpace(int c) {
        return c == ' '
                || c >= 9 && c <= 13
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** Returns whether a character is punctuation, or any mark of ASCII. */
    static boolean isPunctuation(int c) {
        return PUNCTUATION.get(c);
    }

    /** Returns whether a character is a control character other than tab and line ends. */
    static boolean isControl(int c) {
        return CONTROL.get(c);
    }

    /** Returns whether a character is an ideograph that BERT takes for a word. */
    static boolean isIdeograph(int c) {
        return c >= 0x4E00 && c <= 0x9FFF
                || c >= 0x3400 && c <= 0x4DBF
                || c >= 0x20000 && c <= 0x2A6DF
                || c >= 0x2A700 && c <= 0x2B73F
                || c >= 0x2B740 && c <= 0x2B81F
                || c >= 0x2B920 && c <= 0x2CEAF
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0x2F800 && c <= 0x2FA1F;
    }

    /** Returns whether a character combines with the one before it and has no width. */
    static boolean isNonspacingMark(int c) {
        return NONSPACING.get(c);
    }

    /** Returns whether a character combines with the one before it. */
    static boolean isMark(int c) {
        return MARK.get(c);
    }

    /** Returns whether a character is a number of any kind. */
    static boolean isNumeric(int c) {
        return NUMERIC.get(c);
    }

    /** Returns whether a character can be within a word. */
    static boolean isWord(int c) {
        return WORD.get(c);
    }

    /** Appends a character in lower case, whatever follows it. */
    static void lower(int c, StringBuilder to) {
        if (c == 0x130) {
            to.append("i\u0307");
        } else {
            to.appendCodePoint(Character.toLowerCase(c));
        }
    }
}
