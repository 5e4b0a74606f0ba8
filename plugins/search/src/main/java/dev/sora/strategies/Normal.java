// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import java.util.random.RandomGenerator;

/** The normal distribution, also when cut off outside 0 to 1. */
final class Normal {

    private static final int MOST_DRAWS = 200;
    private static final double FAR = 8;

    private Normal() {}

    /** Returns the probability of values below z, by the series of Marsaglia (2004). */
    static double below(double z) {
        if (z < -FAR) {
            return 0;
        }
        if (z > FAR) {
            return 1;
        }
        double sum = 0;
        double term = z;
        for (int i = 3; sum + term != sum; i += 2) {
            sum += term;
            term = term * z * z / i;
        }
        return 0.5 + sum * density(z);
    }

    static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Draws a value from 0 to 1. */
    static double draw(double mean, double deviation, RandomGenerator random) {
        for (int i = 0; i < MOST_DRAWS; i++) {
            double value = mean + deviation * random.nextGaussian();
            if (value >= 0 && value <= 1) {
                return value;
            }
        }
        return random.nextDouble();
    }

    /** Returns the probability of values from 0 to 1 before the rest is cut off. */
    static double inside(double mean, double deviation) {
        return below((1 - mean) / deviation) - below(-mean / deviation);
    }
}
