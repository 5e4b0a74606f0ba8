// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

/**
 * What is lost where the numbers of a column become 32-bit floats, compared with how much they
 * differ within one window: the differences are what a model learns.
 *
 * @param largest the greatest absolute value
 * @param range the greatest difference of two values
 * @param loss the greatest distance of a value from its float
 */
record Rounding(double largest, double range, double loss) {

    /** Differences that rounding of 64-bit numbers alone causes, relative to the values. */
    private static final double NOISE = 1e-12;

    /** The part of the differences that may be lost. */
    private static final double SHARE = 0.01;

    /** Returns what is lost of some numbers. */
    static Rounding of(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double loss = 0;
        for (double value : values) {
            if (Double.isNaN(value)) {
                continue;
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
            loss = Math.max(loss, Math.abs(value - (float) value));
        }
        return new Rounding(Math.max(Math.abs(least), Math.abs(most)), most - least, loss);
    }

    /** Returns whether the floats do not show the differences; equal numbers have none. */
    boolean hidesDifferences() {
        return range > NOISE * largest && loss > SHARE * range;
    }
}
