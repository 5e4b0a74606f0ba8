// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

/** Decodes 16-bit floating-point numbers (IEEE 754 binary16). */
public final class Half {

    private Half() {}

    /** Returns the number that 16 bits encode. */
    public static double number(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size =
                switch (exponent) {
                    case 0 -> Math.scalb((double) fraction, -24);
                    case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb(1024.0 + fraction, exponent - 25);
                };
        return bits < 0 ? -size : size;
    }
}
