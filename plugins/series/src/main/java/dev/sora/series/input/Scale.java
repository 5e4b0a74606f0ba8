// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

/**
 * A value and a distance from it by which numbers are made comparable: {@code (x - level) /
 * spread}. Both are numbers of 32 bits, so that inputs and outputs use the same scale.
 *
 * @param level the mean
 * @param spread the standard deviation, above 0
 */
record Scale(double level, double spread) {

    private static Scale rounded(double level, double spread) {
        float narrow = (float) spread;
        return new Scale((float) level, narrow > 0 ? narrow : Float.MIN_NORMAL);
    }

    /** Returns a number as a multiple of the spread above the level. */
    double of(double value) {
        return (value - level) / spread;
    }

    /** Sums up numbers, in one pass (Welford, 1962). */
    static final class Sums {

        private long count;
        private double mean;
        private double squares;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        void add(float[] values) {
            for (float value : values) {
                count++;
                double before = value - mean;
                mean += before / count;
                squares += before * (value - mean);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }

        /** Returns whether all numbers are the same. */
        boolean isConstant() {
            return !(least < most);
        }

        double deviation() {
            return count == 0 || isConstant() ? 0 : Math.sqrt(squares / count);
        }

        /** Returns the scale; of constant numbers the spread is their size, or 1 if they are 0. */
        Scale scale() {
            double size = Math.abs(mean) > 0 ? Math.abs(mean) : 1;
            return scale(size);
        }

        /** Returns the scale; of constant numbers the spread is the given one. */
        Scale scale(double ofConstant) {
            double level = isConstant() && count > 0 ? least : mean;
            double deviation = deviation();
            return rounded(level, deviation > 0 ? deviation : ofConstant);
        }
    }
}
