// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats numbers of data for the user: six digits, integers in full. */
public final class Numbers {

    private static final int DIGITS = 6;

    private Numbers() {}

    /** Returns the text of a number. */
    public static String of(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "n/a" : number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (number == Math.rint(number) && size < 1e15) {
            return String.format(Locale.ROOT, "%d", (long) number);
        }
        BigDecimal rounded =
                new BigDecimal(number).round(new MathContext(DIGITS)).stripTrailingZeros();
        return size >= 1e-4 && size < 1e9
                ? rounded.toPlainString()
                : rounded.toString().replace("E+", "e").replace('E', 'e');
    }
}
