// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Computes the initial values of a parameter.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface Initialiser {

    /**
     * Fills the values.
     *
     * @param values all elements in row-major order, zero before the call
     * @param shape the dimensions of the parameter
     * @param random random numbers, seeded from the seed of the run and the full name of the
     *     parameter, so that the initial values do not depend on other parameters
     */
    void fill(float[] values, Shape shape, RandomGenerator random);

    /** Returns an initialiser that sets all elements to 0. */
    static Initialiser zeros() {
        return (values, shape, random) -> {};
    }

    /** Returns an initialiser that sets all elements to one value. */
    static Initialiser constant(double value) {
        return (values, shape, random) -> java.util.Arrays.fill(values, (float) value);
    }

    /**
     * Returns an initialiser that draws from the normal distribution with mean 0 and variance
     * {@code gain / n}, where {@code n} is the product of all dimensions but the first: the fan-in
     * of a weight {@code (out, in...)}. Gain 2 is the initialisation of He et al. (2015) for
     * rectified linear units, gain 1 that of LeCun et al. (1998).
     */
    static Initialiser fanIn(double gain) {
        return (values, shape, random) -> {
            long fanIn = Math.max(1, values.length / Math.max(1, shape.get(0)));
            double deviation = Math.sqrt(gain / fanIn);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        };
    }

    /**
     * Returns an initialiser that draws from the normal distribution with mean 0.
     *
     * @param deviation the standard deviation
     */
    static Initialiser normal(double deviation) {
        return (values, shape, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        };
    }

    /** Returns an initialiser that draws uniformly from {@code [-bound, bound)}. */
    static Initialiser uniform(double bound) {
        return (values, shape, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
            }
        };
    }
}
