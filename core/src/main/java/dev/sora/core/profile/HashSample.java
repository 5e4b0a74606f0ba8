// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

/**
 * Counts distinct and repeated values by their hashes in bounded memory: exactly as long as they
 * are few, and else from the hashes that end in so many zero bits (M. Wegman's adaptive sampling;
 * P. Flajolet, 1990, On adaptive sampling). With a bound of n hashes the estimate is off by about
 * 1.2/sqrt(n).
 */
final class HashSample {

    /** One in so many of the hashes that could be held is enough to estimate by. */
    private static final int ENOUGH = 8;

    private final int most;

    /** The level that the expected values come to if they are all distinct. */
    private final int expectedLevel;

    private long[] hashes = new long[64];
    private int[] counts = new int[64];
    private int size;
    private int level;

    /**
     * Creates an empty sample.
     *
     * @param most how many hashes are held at most
     */
    HashSample(int most) {
        this(most, 0);
    }

    /**
     * Creates an empty sample that expects so many values: if more than a few of them are distinct,
     * it holds fewer hashes from the start, as it would have to let most of them go later.
     */
    HashSample(int most, long expected) {
        this.most = most;
        int reached = 0;
        while (expected >> reached > most) {
            reached++;
        }
        expectedLevel = reached;
    }

    /** Takes in the hash of one more value; its bits must be evenly spread. */
    void add(long hash) {
        add(hash, 1);
    }

    /** Returns whether a hash with such low bits, 20 of them, would be held. */
    boolean admits(long low) {
        return (low & ((1L << level) - 1)) == 0;
    }

    private void add(long given, int times) {
        long hash = given == 0 ? 1L << 63 : given;
        if ((hash & ((1L << level) - 1)) != 0) {
            return;
        }
        int at = place(hash);
        if (hashes[at] == hash) {
            counts[at] = (int) Math.min(Integer.MAX_VALUE, (long) counts[at] + times);
            return;
        }
        hashes[at] = hash;
        counts[at] = times;
        size++;
        if (size > (level < expectedLevel ? most / ENOUGH : most)) {
            level++;
            rebuild(hashes.length);
        } else if (2L * size > hashes.length) {
            rebuild(2 * hashes.length);
        }
    }

    /** Returns the place of a hash, or the free one where it belongs. */
    private int place(long hash) {
        int mask = hashes.length - 1;
        int at = (int) (hash >>> 32) & mask;
        while (hashes[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void rebuild(int length) {
        long[] old = hashes;
        int[] times = counts;
        hashes = new long[length];
        counts = new int[length];
        size = 0;
        for (int i = 0; i < old.length; i++) {
            if (old[i] != 0) {
                add(old[i], times[i]);
            }
        }
    }

    /** Whether nothing was estimated. */
    boolean isExact() {
        return level == 0;
    }

    /** Returns how many distinct values there were. */
    long distinct() {
        return (long) size << level;
    }

    /** Returns how many values were there before. */
    long repeated() {
        long repeated = 0;
        for (int i = 0; i < hashes.length; i++) {
            repeated += hashes[i] == 0 ? 0 : counts[i] - 1L;
        }
        return repeated << level;
    }

    /** Returns how many values of another sample, repeated ones too, are also in this one. */
    long shared(HashSample other) {
        int common = Math.max(level, other.level);
        long shared = 0;
        for (int i = 0; i < other.hashes.length; i++) {
            long hash = other.hashes[i];
            if (hash != 0 && (hash & ((1L << common) - 1)) == 0 && hashes[place(hash)] == hash) {
                shared += other.counts[i];
            }
        }
        return shared << common;
    }
}
