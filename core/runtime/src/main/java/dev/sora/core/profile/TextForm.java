// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Locale;
import java.util.Set;

/** The form of a string. */
public enum TextForm {
    /** Only blanks. */
    BLANK,
    /** A word that often stands for a missing value: {@code ?}, {@code NA}, {@code null}. */
    MARK,
    /** An integer that fits a long, without leading zeros. */
    INTEGER,
    /** Another number, with a point: {@code 2.5e-3}. */
    NUMBER,
    /** Digits that are not an integer: {@code 00123}, or more than a long holds. */
    CODE,
    /** A number with a decimal comma: {@code 2,5} or {@code 1.234,5}. */
    DECIMAL_COMMA,
    /** A number with commas between thousands: {@code 1,234,567.8}. */
    THOUSANDS,
    /** A number with one comma before three digits, which is ambiguous: {@code 1,234}. */
    COMMA,
    /** A number with a sign of a unit: {@code 12%}, {@code $5.00}. */
    UNIT,
    /** {@code true}, {@code no} and similar words. */
    BOOLEAN,
    /** Anything else. */
    TEXT;

    private static final int LONGEST_NUMBER = 64;

    private static final Set<String> MARKS =
            Set.of(
                    "?", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "---", ".",
                    "..", "\\n", "(null)", "<na>", "missing", "#value!", "#div/0!");

    private static final Set<String> BOOLEANS = Set.of("true", "false", "yes", "no");

    /** Returns the form of a string; blanks around it are ignored. */
    public static TextForm of(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (from == to) {
            return BLANK;
        }
        char first = text.charAt(from);
        boolean numeric = first >= '0' && first <= '9' || "+-.,$€£¥".indexOf(first) >= 0;
        if (numeric && to - from <= LONGEST_NUMBER) {
            TextForm number = number(text, from, to);
            if (number != TEXT) {
                return number;
            }
        }
        if (to - from <= 8) {
            String word = text.substring(from, to).toLowerCase(Locale.ROOT);
            return MARKS.contains(word) ? MARK : BOOLEANS.contains(word) ? BOOLEAN : TEXT;
        }
        return TEXT;
    }

    private static TextForm number(String text, int start, int end) {
        int from = start;
        int to = end;
        boolean unit = "$€£¥".indexOf(text.charAt(from)) >= 0;
        from += unit ? 1 : 0;
        if (to > from && "%€$£".indexOf(text.charAt(to - 1)) >= 0) {
            unit = true;
            to--;
            while (to > from && text.charAt(to - 1) <= ' ') {
                to--;
            }
        }
        if (from < to && (text.charAt(from) == '-' || text.charAt(from) == '+')) {
            from++;
        }
        TextForm form = unsigned(text, from, to);
        return unit && form != TEXT ? UNIT : form;
    }

    private static TextForm unsigned(String text, int from, int to) {
        int digits = 0;
        int points = 0;
        int commas = 0;
        int lastPoint = -1;
        int lastComma = -1;
        int at = from;
        for (; at < to; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
                lastPoint = at;
            } else if (c == ',') {
                commas++;
                lastComma = at;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return TEXT;
        }
        if (at < to) {
            return commas == 0 && points <= 1 && isExponent(text, at, to) ? NUMBER : TEXT;
        }
        if (commas == 0 && points == 0) {
            boolean leading = digits > 1 && text.charAt(from) == '0';
            return leading || digits > 19 || digits == 19 && !fits(text, from, to) ? CODE : INTEGER;
        }
        if (commas == 0) {
            return points == 1 ? NUMBER : TEXT;
        }
        return commas(text, from, to, commas, points, lastComma, lastPoint);
    }

    private static TextForm commas(
            String text, int from, int to, int commas, int points, int lastComma, int lastPoint) {
        if (commas == 1 && lastComma > lastPoint) {
            boolean grouped = points == 0 || isGrouped(text, from, lastComma, '.');
            boolean either =
                    points == 0 && text.charAt(from) != '0' && isGrouped(text, from, to, ',');
            return !grouped ? TEXT : either ? COMMA : DECIMAL_COMMA;
        }
        boolean grouped = points <= 1 && isGrouped(text, from, points == 1 ? lastPoint : to, ',');
        return grouped ? THOUSANDS : TEXT;
    }

    /**
     * Returns whether one to three digits are followed by groups of three digits, each after the
     * separator.
     */
    private static boolean isGrouped(String text, int from, int to, char sign) {
        int first = text.indexOf(sign, from);
        if (first <= from || first - from > 3 || (to - first) % 4 != 0) {
            return false;
        }
        for (int i = first; i < to; i++) {
            if (((i - first) % 4 == 0) != (text.charAt(i) == sign)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isExponent(String text, int from, int to) {
        int at = from;
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        at++;
        if (at < to && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        boolean digits = at < to;
        for (; at < to; at++) {
            digits &= text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }
        return digits;
    }

    private static boolean fits(String text, int from, int to) {
        try {
            Long.parseLong(text, from, to, 10);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
