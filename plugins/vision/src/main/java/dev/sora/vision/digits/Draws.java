// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

/**
 * A random generator with the same results on every machine and Java version: SplitMix64 (Steele,
 * Lea and Flood, 2014, "Fast splittable pseudorandom number generators"), with arithmetic whose
 * result the language specifies exactly.
 */
final class Draws {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /** Starts a separate sequence for each pair of numbers. */
    Draws(long seed, long index) {
        state = mix(mix(seed) + GOLDEN * (index + 1));
    }

    /** Returns a number from 0 (inclusive) to 1 (exclusive). */
    double uniform() {
        state += GOLDEN;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** Returns a number between two others. */
    double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Returns an integer from 0 (inclusive) to a bound (exclusive). */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /**
     * Returns an approximately normal number with mean 0 and standard deviation 1: a sum of four
     * uniform numbers, at most 3.5 from 0.
     */
    double normal() {
        return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
