// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats numbers for the cells of a matrix. */
final class CellNumbers {

    private static final long EXACT = 100_000;
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

    private CellNumbers() {}

    /** Returns a count; from 100,000 with three digits and a unit, such as 123k. */
    static String count(long count) {
        if (count < EXACT) {
            return Long.toString(count);
        }
        BigDecimal rounded = new BigDecimal(count).round(new MathContext(3));
        int unit = (rounded.precision() - rounded.scale() - 1) / 3;
        return plain(rounded.movePointLeft(3 * unit)) + UNITS[unit];
    }

    /** Returns a number with three digits, or a dash if it is undefined. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= EXACT)) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replaceFirst("e([+-])0", "e$1")
                    .replace("e+", "e");
        }
        boolean whole = value == Math.rint(value);
        BigDecimal exact = BigDecimal.valueOf(value);
        return plain(
                whole
                        ? exact
                        : size >= 100
                                ? BigDecimal.valueOf(Math.round(value))
                                : exact.round(new MathContext(3)));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
