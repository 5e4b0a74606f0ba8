// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import java.util.random.RandomGenerator;

/**
 * A random order of the numbers below a size, without a list of them: a Feistel network (Luby and
 * Rackoff, 1988) permutes the next even power of two, and what leaves the range is permuted again
 * until it is back in it (Black and Rogaway, 2002).
 */
final class Shuffle {

    private static final int ROUNDS = 6;

    private final long size;
    private final int half;
    private final long mask;
    private final long[] keys = new long[ROUNDS];

    /**
     * Draws an order.
     *
     * @param size at least 1 and at most 2 to the power of 60
     */
    Shuffle(long size, RandomGenerator random) {
        this.size = size;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        half = Math.max(1, (bits + 1) / 2);
        mask = (1L << half) - 1;
        for (int i = 0; i < ROUNDS; i++) {
            keys[i] = random.nextLong();
        }
    }

    /** Returns the number at a place, from 0. */
    long at(long place) {
        long at = place;
        do {
            long left = at >>> half;
            long right = at & mask;
            for (long key : keys) {
                long turned = left ^ (mixed(right + key) & mask);
                left = right;
                right = turned;
            }
            at = left << half | right;
        } while (at >= size);
        return at;
    }

    /** Mixes the bits of a number as the generator SplitMix64 does (Steele et al., 2014). */
    private static long mixed(long number) {
        long z = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
