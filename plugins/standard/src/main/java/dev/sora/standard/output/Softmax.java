// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

/** Turns scores into probabilities on the host, in double precision. */
final class Softmax {

    private Softmax() {}

    /** Replaces rows of scores by probabilities; the greatest score is taken off first. */
    static void rows(float[] values, int width) {
        double[] powers = new double[width];
        for (int start = 0; start < values.length; start += width) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < width; i++) {
                greatest = Math.max(greatest, values[start + i]);
            }
            double sum = 0;
            for (int i = 0; i < width; i++) {
                powers[i] = StrictMath.exp(values[start + i] - greatest);
                sum += powers[i];
            }
            for (int i = 0; i < width; i++) {
                values[start + i] = (float) (powers[i] / sum);
            }
        }
    }
}
