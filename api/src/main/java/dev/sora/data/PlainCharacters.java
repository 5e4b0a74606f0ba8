// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.text.Normalizer;
import java.util.BitSet;

/**
 * The characters of the basic multilingual plane that a form leaves unchanged in any context. The
 * set is computed with the JDK once, at first use.
 */
final class PlainCharacters {

    private final BitSet plain = new BitSet(1 << 16);

    private PlainCharacters(Normalizer.Form form) {
        for (int c = 1; c <= Character.MAX_VALUE; c++) {
            if (isPlain((char) c, form)) {
                plain.set(c);
            }
        }
    }

    static PlainCharacters of(TextForm form) {
        return form == TextForm.NFKC ? Compatible.PLAIN : Composed.PLAIN;
    }

    boolean contains(char c) {
        return plain.get(c);
    }

    private static boolean isPlain(char c, Normalizer.Form form) {
        if (Character.isSurrogate(c) || Invisible.isSuspect(c)) {
            return false;
        }
        if (c < 0xA0) {
            return true;
        }
        return switch (Character.getType(c)) {
            // marks may be composed with the character before, or reordered with other marks
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    false;
            default -> !isJamo(c) && Normalizer.isNormalized(String.valueOf(c), form);
        };
    }

    /**
     * Returns whether a character is a vowel or final of Hangul, which composes with the character
     * before.
     */
    private static boolean isJamo(char c) {
        return c >= '\u1160' && c <= '\u11FF';
    }

    private static final class Composed {
        private static final PlainCharacters PLAIN = new PlainCharacters(Normalizer.Form.NFC);
    }

    private static final class Compatible {
        private static final PlainCharacters PLAIN = new PlainCharacters(Normalizer.Form.NFKC);
    }
}
