// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives a parameter the values it starts with.
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
     * @param random seeded from the run's seed and the parameter's full name, so that a parameter
     *     starts the same whatever stands beside it
     */
    void fill(float[] values, Shape shape, RandomGenerator random);

    /** Returns an initialiser that leaves zeros. */
    static Initialiser zeros() {
        return (values, shape, random) -> {};
    }

    /** Returns an initialiser that sets all elements to one value. */
    static Initialiser constant(double value) {
        return (values, shape, random) -> java.util.Arrays.fill(values, (float) value);
    }

    /**
     * Returns an initialiser that draws from {@code N(0, gain / n)} where n is the number of
     * elements behind the first dimension: the fan-in of a weight {@code (out, in...)}. Gain 2 is
     * the initialisation of He et al. (2015) for rectified units, gain 1 that of LeCun et al.
     * (1998).
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

    /** Returns an initialiser that draws from a normal distribution around zero. */
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
