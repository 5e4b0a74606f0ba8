// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct and repeated values by their hashes in bounded memory: exactly if they are few,
 * otherwise from the hashes that end in a number of zero bits (M. Wegman's adaptive sampling; P.
 * Flajolet, 1990, On adaptive sampling). With a bound of n hashes the relative error is about
 * 1.2/sqrt(n).
 *
 * <p>Hashes cannot estimate the count of a very frequent value: either its hash is in the sample
 * and represents as many others, or it is not. The counts of such values are estimated from values
 * chosen by position.
 */
public final class HashSample {

    /** The fraction of the maximum number of hashes that is enough for an estimate. */
    private static final int ENOUGH = 8;

    private final int most;

    /** The level for the expected number of values if all are distinct. */
    private final int expectedLevel;

    private long[] hashes = new long[64];
    private int[] counts = new int[64];
    private int size;
    private int level;

    /** The number of values, whether their hashes are in memory or not. */
    private long total;

    /** Values chosen by position; null if repetitions are not counted. */
    private final @Nullable ChosenHashes chosen;

    /**
     * Creates an empty sample.
     *
     * @param most the maximum number of hashes in memory
     */
    public HashSample(int most) {
        this(most, 0);
    }

    /** Creates an empty sample that counts repeated values as well. */
    public static HashSample ofRepeated(int most, long expected) {
        return new HashSample(most, expected, new ChosenHashes());
    }

    /**
     * Creates an empty sample for an expected number of values. If more than a few of them are
     * distinct, it stores fewer hashes from the start, because most would be removed later.
     */
    public HashSample(int most, long expected) {
        this(most, expected, null);
    }

    private HashSample(int most, long expected, @Nullable ChosenHashes chosen) {
        this.most = most;
        this.chosen = chosen;
        int reached = 0;
        while (expected >> reached > most) {
            reached++;
        }
        expectedLevel = reached;
    }

    /** Adds the hash of a value; its bits must be evenly distributed. */
    public void add(long hash) {
        long whole = whole(hash);
        if (chosen != null && ChosenHashes.chooses(total)) {
            chosen.add(whole);
        }
        total++;
        add(whole, 1);
    }

    /** Counts a value whose hash {@link #admits} refused. */
    public void pass() {
        total++;
    }

    /**
     * Returns whether the hash of the next value is needed.
     *
     * @param low its lowest 20 bits
     */
    public boolean admits(long low) {
        return (low & ((1L << level) - 1)) == 0 || chosen != null && ChosenHashes.chooses(total);
    }

    /** Replaces a hash of 0, which marks a free place. */
    private static long whole(long hash) {
        return hash == 0 ? 1L << 63 : hash;
    }

    private void add(long hash, int times) {
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

    /** Returns the place of a hash, or the free place for it. */
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

    /** Returns whether nothing was estimated. */
    public boolean isExact() {
        return level == 0;
    }

    /** Returns the number of distinct values. */
    public long distinct() {
        return (long) size << level;
    }

    /** Returns the number of values that occurred before. */
    public long repeated() {
        Map<Long, Long> frequent = frequent();
        long repeated = 0;
        for (int i = 0; i < hashes.length; i++) {
            boolean alone = hashes[i] == 0 || frequent.containsKey(hashes[i]);
            repeated += alone ? 0 : counts[i] - 1L;
        }
        repeated <<= level;
        for (Map.Entry<Long, Long> one : frequent.entrySet()) {
            repeated += times(one) - 1;
        }
        return Math.min(repeated, Math.max(0, total - size));
    }

    /**
     * Returns the number of values of another sample, repeated ones too, that are also in this one.
     */
    long shared(HashSample other) {
        Map<Long, Long> frequent = other.frequent();
        int common = Math.max(level, other.level);
        long shared = 0;
        for (int i = 0; i < other.hashes.length; i++) {
            long hash = other.hashes[i];
            if (hash != 0
                    && !frequent.containsKey(hash)
                    && (hash & ((1L << common) - 1)) == 0
                    && holds(hash)) {
                shared += other.counts[i];
            }
        }
        shared <<= common;
        for (Map.Entry<Long, Long> one : frequent.entrySet()) {
            if (holds(one.getKey()) || chosen != null && chosen.has(one.getKey())) {
                shared += other.times(one);
            }
        }
        return Math.min(other.total, shared);
    }

    private boolean holds(long hash) {
        return hashes[place(hash)] == hash;
    }

    /** Returns the frequent values that are counted separately, with their estimated counts. */
    private Map<Long, Long> frequent() {
        return chosen == null || isExact() ? Map.of() : chosen.frequent(total);
    }

    /** Returns the count of a frequent value: exactly, if it is in memory. */
    private long times(Map.Entry<Long, Long> frequent) {
        int at = place(frequent.getKey());
        return hashes[at] != 0 ? counts[at] : frequent.getValue();
    }
}
