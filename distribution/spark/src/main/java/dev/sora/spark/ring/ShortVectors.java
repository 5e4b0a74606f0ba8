// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.util.List;

/**
 * Decides which vectors are so short that every worker receives those of all, in n - 1 rounds
 * instead of the 2 (n - 1) of a sum in parts, and adds them up.
 *
 * <p>The sum has the bits of one in parts: the part c of a vector is added in the order of workers
 * c, c + 1, …, c - 1. So the limits decide what an exchange costs, and nothing else.
 */
final class ShortVectors {

    /** The bytes that a worker receives at most; more cost more than the rounds that they save. */
    private static final long MOST = 1 << 16;

    /** The same for two workers, which receive as many bytes in either way. */
    private static final long MOST_OF_TWO = 1 << 20;

    private ShortVectors() {}

    /** Returns whether vectors of this length are sent as a whole. */
    static boolean include(int numbers, int workers) {
        long most = workers == 2 ? MOST_OF_TWO : MOST;
        return (long) Float.BYTES * numbers * (workers - 1) <= most;
    }

    /** Returns where a part of a vector begins. */
    static int begin(int numbers, int part, int workers) {
        return (int) ((long) numbers * part / workers);
    }

    /**
     * Adds up vectors.
     *
     * @param all the vectors of all workers, by rank
     * @param sum receives the sum; not one of them
     */
    static void add(List<float[]> all, float[] sum) {
        int workers = all.size();
        for (int part = 0; part < workers; part++) {
            int from = begin(sum.length, part, workers);
            int to = begin(sum.length, part + 1, workers);
            System.arraycopy(all.get(part), from, sum, from, to - from);
            for (int i = 1; i < workers; i++) {
                float[] next = all.get((part + i) % workers);
                for (int j = from; j < to; j++) {
                    sum[j] = sum[j] + next[j];
                }
            }
        }
    }
}
