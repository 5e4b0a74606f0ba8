// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import dev.sora.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The random numbers of one pass through one particle.
 *
 * <p>Each call has its own key, mixed from the seed of the run, the number of the step, the node,
 * the member and the number of the call within the pass. Therefore the numbers depend neither on
 * other work of the process nor on earlier steps: a repeated step draws the same numbers.
 *
 * <p>A particle makes the same calls in the same order in every pass. Used by one thread.
 *
 * @since 2.0
 */
public final class PassRandom {

    private final Engine engine;
    private final NDManager manager;
    private final long key;
    private long calls;

    /**
     * Creates the random numbers of a pass; called by core and the test kit.
     *
     * @param engine the engine that draws on its device
     * @param manager the owner of the drawn tensors
     * @param key the key, unique for this pass through this particle; see {@link #mix}
     */
    public PassRandom(Engine engine, NDManager manager, long key) {
        this.engine = engine;
        this.manager = manager;
        this.key = key;
    }

    /** Returns floats of a shape, uniform from 0 (inclusive) to 1 (exclusive). */
    public NDArray uniform(Shape shape) {
        return uniform(0, 1, shape);
    }

    /** Returns floats of a shape, uniform from one bound (inclusive) to another (exclusive). */
    public NDArray uniform(double from, double to, Shape shape) {
        return seeded(
                () -> manager.randomUniform((float) from, (float) to, shape, DataType.FLOAT32));
    }

    /** Returns floats of a shape from the normal distribution with mean 0 and deviation 1. */
    public NDArray normal(Shape shape) {
        return seeded(() -> manager.randomNormal(0, 1, shape, DataType.FLOAT32));
    }

    /**
     * Returns floats of a shape, each 1 with a probability and otherwise 0 (Bernoulli).
     *
     * @param probability from 0 to 1
     */
    public NDArray keep(Shape shape, double probability) {
        return uniform(shape).lt((float) probability).toType(DataType.FLOAT32, false);
    }

    /**
     * Applies inverted dropout (Srivastava et al., 2014) with the operation of the engine: a
     * fraction {@code rate} of the values is set to zero, and the others are divided by {@code 1 -
     * rate}.
     *
     * @param rate from 0 (inclusive) to 1 (exclusive)
     */
    public NDArray dropout(NDArray values, double rate) {
        return seeded(() -> Dropout.dropout(values, (float) rate, true).head());
    }

    /** Returns a generator on the host, for numbers outside of tensors. */
    public RandomGenerator host() {
        return new SplittableRandom(next());
    }

    /**
     * Runs a native operation that draws random numbers itself, such as one that contains dropout.
     *
     * <p>All other work of the process that draws on the device waits for it, so it should only
     * draw.
     */
    public <T> T seeded(Supplier<T> draws) {
        return engine.seeded(next(), draws);
    }

    private long next() {
        return mix(key, calls++);
    }

    /** Mixes a number into a key (the finaliser of Steele, Lea and Flood's SplitMix64, 2014). */
    public static long mix(long key, long number) {
        long z = key + (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Mixes a name into a key (FNV-1a, 64 bits). */
    public static long mix(long key, String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(key, hash);
    }
}
