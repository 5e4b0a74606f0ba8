// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

/**
 * A value and a distance from it by which numbers are made comparable: {@code (x - level) /
 * spread}.
 *
 * @param level the mean
 * @param spread the standard deviation, above 0
 */
public record Scale(double level, double spread) {

    /** Standard deviations that rounding of 32-bit floats alone may cause, relative to the mean. */
    private static final double ROUNDING = 1e-6;

    /** Returns the scale of some numbers: {@link Sums}. */
    public static Scale of(float[] values) {
        Sums sums = new Sums();
        sums.add(values);
        return sums.scale();
    }

    /** Returns a number as a multiple of the spread above the level. */
    public double of(double value) {
        return (value - level) / spread;
    }

    /** Sums up numbers, in one pass (Welford, 1962). */
    static final class Sums {

        private long count;
        private double mean;
        private double squares;
        private double largest;

        void add(float[] values) {
            for (float value : values) {
                count++;
                double before = value - mean;
                mean += before / count;
                squares += before * (value - mean);
                largest = Math.max(largest, Math.abs(value));
            }
        }

        /** Returns the greatest absolute value. */
        double largest() {
            return largest;
        }

        boolean isConstant() {
            return deviation() <= ROUNDING * Math.abs(mean);
        }

        double deviation() {
            return count == 0 ? 0 : Math.sqrt(squares / count);
        }

        /** Returns the scale; of constant numbers the spread is their size, or 1 if they are 0. */
        Scale scale() {
            double spread = isConstant() ? Math.abs(mean) : deviation();
            return new Scale(mean, spread > 0 ? spread : 1);
        }
    }
}
