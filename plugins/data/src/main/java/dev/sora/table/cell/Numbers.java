// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

/** Numbers out of texts, as people and programs write them: {@code -1}, {@code 2.5e-3}. */
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

    /** Returns the number, or NaN if the text is none or stands for no finite one. */
    public static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * Returns the number, or NaN if the text is none or stands for no finite one. Blanks around it
     * do not count.
     *
     * <p>Up to 15 digits and a small exponent, both the digits and the power of ten are exact as
     * doubles, so one division or product rounds correctly (W. D. Clinger, 1990, How to read
     * floating point numbers accurately); all else is left to Java.
     */
    public static double parse(char[] text, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end && text[at] <= ' ') {
            at++;
        }
        while (end > at && text[end - 1] <= ' ') {
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

    /** Returns whether a text is a whole number that a long holds, blanks around it aside. */
    public static boolean isWhole(char[] text, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end && text[at] <= ' ') {
            at++;
        }
        while (end > at && text[end - 1] <= ' ') {
            end--;
        }
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        int digits = end - at;
        for (int i = at; i < end; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        // one digit less than the greatest long has: the few numbers above are no loss
        return digits > 0 && digits <= 18;
    }

    /** Returns the whole number of a text for which {@link #isWhole} holds. */
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
        return negative ? -value : value;
    }
}
