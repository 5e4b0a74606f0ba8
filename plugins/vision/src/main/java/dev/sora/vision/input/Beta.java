// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import java.util.random.RandomGenerator;

/** Draws numbers of the beta distribution. */
final class Beta {

    private Beta() {}

    /** Returns a number of Beta(a, a), from 0 to 1. */
    static double symmetric(double a, RandomGenerator random) {
        double one = logGamma(a, random);
        double other = logGamma(a, random);
        // of small a both may be too small for a double, but not their logarithms
        return 1 / (1 + Math.exp(other - one));
    }

    /**
     * Returns the logarithm of a number of Gamma(a) (Marsaglia and Tsang, 2000); for a below 1 that
     * of Gamma(a + 1) times {@code u^(1/a)}.
     */
    private static double logGamma(double a, RandomGenerator random) {
        if (a < 1) {
            return logGamma(a + 1, random) + Math.log(1 - random.nextDouble()) / a;
        }
        double d = a - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                double cube = v * v * v;
                double u = 1 - random.nextDouble();
                if (Math.log(u) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) {
                    return Math.log(d * cube);
                }
            }
        }
    }
}
