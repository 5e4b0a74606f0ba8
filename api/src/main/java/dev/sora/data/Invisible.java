// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Removes invisible characters that have no meaning in their context. */
final class Invisible {

    static final char SOFT_HYPHEN = '\u00AD';
    static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char NON_JOINER = '\u200C';
    private static final char JOINER = '\u200D';
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    /** Scripts whose letters joiners and non-joiners do not change. */
    private static final Set<UnicodeScript> UNSHAPED =
            EnumSet.of(
                    UnicodeScript.LATIN,
                    UnicodeScript.GREEK,
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.ARMENIAN,
                    UnicodeScript.GEORGIAN,
                    UnicodeScript.HEBREW,
                    UnicodeScript.ETHIOPIC,
                    UnicodeScript.CHEROKEE,
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.COMMON,
                    UnicodeScript.INHERITED,
                    UnicodeScript.UNKNOWN);

    /** Scripts that are written without spaces, where a zero-width space separates words. */
    private static final Set<UnicodeScript> WITHOUT_BLANKS =
            EnumSet.of(
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR,
                    UnicodeScript.TIBETAN,
                    UnicodeScript.TAI_LE,
                    UnicodeScript.NEW_TAI_LUE,
                    UnicodeScript.TAI_THAM,
                    UnicodeScript.TAI_VIET,
                    UnicodeScript.JAVANESE,
                    UnicodeScript.BALINESE);

    private Invisible() {}

    /** Returns whether a character is removed always, or depending on its neighbours. */
    static boolean isSuspect(int point) {
        return isNothing(point) || point >= ZERO_WIDTH_SPACE && point <= JOINER || isTag(point);
    }

    /** Returns whether a character has no meaning in any context. */
    private static boolean isNothing(int point) {
        return switch (point) {
            case SOFT_HYPHEN,
                    0x034F, // combining grapheme joiner
                    0x061C, // Arabic letter mark
                    0x17B4, // inherent vowels of Khmer
                    0x17B5,
                    0x3164, // Hangul filler
                    0xFFA0,
                    0xFEFF -> // byte-order mark, once a no-break space of no width
                    true;
            default ->
                    point >= 0x200E && point <= 0x200F // direction marks
                            || point >= 0x202A && point <= 0x202E // embeddings and overrides
                            || point >= 0x2060
                                    && point <= 0x206F // word joiner, isolates, operators
                            || point == 0xE0001;
        };
    }

    private static boolean isTag(int point) {
        return point >= FIRST_TAG && point <= LAST_TAG;
    }

    /**
     * Returns a string without characters that have no meaning; the same object if nothing changes.
     */
    static String without(String text) {
        StringBuilder kept = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            boolean keep = !isSuspect(point) || isNeeded(point, text, i, next);
            if (!keep && kept == null) {
                kept = new StringBuilder(text.length()).append(text, 0, i);
            } else if (keep && kept != null) {
                kept.appendCodePoint(point);
            }
            i = next;
        }
        return kept == null ? text : kept.toString();
    }

    private static boolean isNeeded(int point, String text, int at, int next) {
        int before = base(text, at);
        int after = next < text.length() ? text.codePointAt(next) : 0;
        return switch (point) {
            case ZERO_WIDTH_SPACE -> isWithoutBlanks(before) && isWithoutBlanks(after);
            case NON_JOINER -> isShaped(before) && (isShaped(after) || isMark(after));
            case JOINER ->
                    isShaped(before) || isShaped(after) || isPicture(before) && isPicture(after);
            default -> isTag(point) && isOfFlag(text, at);
        };
    }

    /** Returns the base character before a position, skipping marks and modifiers. */
    private static int base(String text, int at) {
        for (int i = at; i > 0; ) {
            int point = text.codePointBefore(i);
            i -= Character.charCount(point);
            boolean modifies =
                    isMark(point)
                            || Character.getType(point) == Character.FORMAT
                            || point >= 0x1F3FB && point <= 0x1F3FF; // skin tones
            if (!modifies) {
                return point;
            }
        }
        return 0;
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isShaped(int point) {
        return Character.isLetter(point) && !UNSHAPED.contains(UnicodeScript.of(point));
    }

    private static boolean isWithoutBlanks(int point) {
        return point > 0 && WITHOUT_BLANKS.contains(UnicodeScript.of(point));
    }

    private static boolean isPicture(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL
                || type == Character.MATH_SYMBOL
                || type == Character.UNASSIGNED && point >= 0x1F000; // of a newer Unicode version
    }

    /**
     * Returns whether a tag follows a black flag, as in the flags of England, Scotland and Wales.
     */
    private static boolean isOfFlag(String text, int at) {
        for (int i = at; i > 0; ) {
            int point = text.codePointBefore(i);
            if (!isTag(point)) {
                return point == BLACK_FLAG;
            }
            i -= Character.charCount(point);
        }
        return false;
    }
}
