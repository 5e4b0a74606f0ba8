// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import java.util.SplittableRandom;

/** The order of the training records in an epoch, a pure function of seed and epoch. */
final class EpochOrder {

    private EpochOrder() {}

    /** Returns a permutation (Fisher and Yates, 1938; Durstenfeld, 1964), or 0, 1, 2, … */
    static long[] of(int size, boolean shuffle, long seed, int epoch) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        if (shuffle) {
            SplittableRandom random = new SplittableRandom(seedOf(seed, epoch));
            for (int i = size - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                long swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
        }
        return order;
    }

    /** Returns the seed of an epoch; each has its own, so that a resumed run draws the same. */
    static long seedOf(long seed, int epoch) {
        return new SplittableRandom(seed * 1_000_003L + epoch).nextLong();
    }
}
