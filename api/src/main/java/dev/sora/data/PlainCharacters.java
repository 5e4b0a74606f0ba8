// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.text.Normalizer;
import java.util.BitSet;

/**
 * The characters of the basic plane that a form leaves as they are, whatever stands beside them.
 * They are found by asking the JDK once, when the first text needs them.
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
            // marks may join what stands before them, or change places with other marks
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    false;
            default -> !isJamo(c) && Normalizer.isNormalized(String.valueOf(c), form);
        };
    }

    /** Vowels and finals of Hangul, which join what stands before them. */
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
