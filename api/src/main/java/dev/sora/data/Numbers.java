// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/**
 * Parses numbers, such as {@code -1} and {@code 2.5e-3}. It does not accept a decimal comma, a
 * thousands separator, a unit or a currency.
 *
 * @since 1.2
 */
public final class Numbers {

    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = new double[23];

    private static final long MOST_EXACT = 1L << 53;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Numbers() {}

    /** Parses a number; NaN if the string is not a finite number. */
    public static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * Parses a number; NaN if the string is not a finite number. Ignores whitespace around it.
     *
     * <p>With up to 15 digits and a small exponent, both the digits and the power of ten are exact
     * as doubles, so that one division or product rounds correctly (W. D. Clinger, 1990, How to
     * read floating point numbers accurately). {@link Double#parseDouble} parses all other numbers.
     */
    public static double parse(char[] text, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end && isBlank(text[at])) {
            at++;
        }
        while (end > at && isBlank(text[end - 1])) {
            end--;
        }
        int start = at;
        boolean negative = at < end && text[at] == '-';
        if (negative || (at < end && text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int scale = 0;
        boolean point = false;
        boolean exact = true;
        for (; at < end; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                exact &= digits < MOST_EXACT / 10;
                digits = exact ? digits * 10 + (c - '0') : digits;
                scale += point ? 1 : 0;
                count++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        int exponent = 0;
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            boolean down = at < end && text[at] == '-';
            if (down || (at < end && text[at] == '+')) {
                at++;
            }
            int first = at;
            for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
                exponent = Math.min(100_000, exponent * 10 + (text[at] - '0'));
            }
            if (at == first) {
                return Double.NaN;
            }
            exponent = down ? -exponent : exponent;
        }
        if (at != end) {
            return Double.NaN;
        }
        int power = exponent - scale;
        if (exact && Math.abs(power) < POWERS.length) {
            double value = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
            return negative ? -value : value;
        }
        double value = Double.parseDouble(new String(text, start, end - start));
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /**
     * Returns whether a string is an integer in the range of a long, ignoring whitespace around it.
     */
    public static boolean isInteger(char[] text, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end && isBlank(text[at])) {
            at++;
        }
        while (end > at && isBlank(text[end - 1])) {
            end--;
        }
        boolean negative = at < end && text[at] == '-';
        if (at < end && (negative || text[at] == '+')) {
            at++;
        }
        int digits = end - at;
        for (int i = at; i < end; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return digits > 0 && (digits <= 18 || fits(text, at, end, negative));
    }

    /** Returns whether any number of digits is in the range of a long. */
    private static boolean fits(char[] text, int from, int end, boolean negative) {
        int at = from;
        while (at < end && text[at] == '0') {
            at++;
        }
        int digits = end - at;
        String most = negative ? "9223372036854775808" : "9223372036854775807";
        return digits < most.length()
                || digits == most.length() && new String(text, at, digits).compareTo(most) <= 0;
    }

    /** Parses an integer; only for a string for which {@link #isInteger} returned true. */
    public static long whole(char[] text, int from, int length) {
        long value = 0;
        boolean negative = false;
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            negative |= c == '-';
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
            }
        }
        // Long.MIN_VALUE has no positive counterpart: it overflows to itself, twice
        return negative ? -value : value;
    }

    /** Returns whether a character around a number is ignored, including no-break spaces. */
    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u202f';
    }
}
