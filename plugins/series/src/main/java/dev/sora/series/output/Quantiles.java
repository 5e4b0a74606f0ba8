// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import java.util.Arrays;

/** Quantiles of samples. */
final class Quantiles {

    private Quantiles() {}

    /**
     * Returns quantiles with linear interpolation between the sorted values (Hyndman and Fan, 1996,
     * definition 7).
     *
     * @param values at least one; they are sorted in place
     */
    static double[] of(float[] values, double[] levels) {
        Arrays.sort(values);
        double[] quantiles = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            double at = levels[i] * (values.length - 1);
            int below = (int) at;
            int above = Math.min(below + 1, values.length - 1);
            double lower = values[below];
            quantiles[i] = lower + (at - below) * (values[above] - lower);
        }
        return quantiles;
    }
}
