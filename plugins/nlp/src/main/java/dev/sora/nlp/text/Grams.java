// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** Packs the numbers of two or three words into one key. */
final class Grams {

    /** The maximum number of distinct words. */
    static final int WORDS = (1 << 21) - 1;

    private static final int BITS = 21;
    private static final long MASK = (1 << BITS) - 1;

    private Grams() {}

    static long of(int first, int second) {
        return (first + 1L) << BITS | (second + 1L);
    }

    static long of(int first, int second, int third) {
        return (first + 1L) << 2 * BITS | of(second, third);
    }

    /** Returns the numbers of the words in a key. */
    static int[] words(long key) {
        int third = (int) (key & MASK) - 1;
        int second = (int) (key >> BITS & MASK) - 1;
        int first = (int) (key >> 2 * BITS) - 1;
        return first < 0 ? new int[] {second, third} : new int[] {first, second, third};
    }
}
