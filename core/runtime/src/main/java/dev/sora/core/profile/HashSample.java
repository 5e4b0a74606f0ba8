// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct and repeated values by their hashes in bounded memory: exactly as long as they
 * are few, and else from the hashes that end in so many zero bits (M. Wegman's adaptive sampling;
 * P. Flajolet, 1990, On adaptive sampling). With a bound of n hashes the estimate is off by about
 * 1.2/sqrt(n).
 *
 * <p>Hashes say nothing of a value that is very frequent: it is held, and then stands for as many
 * others, or it is not. How often such values are repeated is told by values that are chosen by
 * their places.
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

    /** How many values there were, whether their hashes are held or not. */
    private long total;

    /** Values chosen by their places; null if it does not matter which are repeated. */
    private final @Nullable ChosenHashes chosen;

    /**
     * Creates an empty sample.
     *
     * @param most how many hashes are held at most
     */
    HashSample(int most) {
        this(most, 0);
    }

    /** Creates an empty sample that tells how many values are repeated as well. */
    static HashSample ofRepeated(int most, long expected) {
        return new HashSample(most, expected, new ChosenHashes());
    }

    /**
     * Creates an empty sample that expects so many values: if more than a few of them are distinct,
     * it holds fewer hashes from the start, as it would have to let most of them go later.
     */
    HashSample(int most, long expected) {
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

    /** Takes in the hash of one more value; its bits must be evenly spread. */
    void add(long hash) {
        long whole = whole(hash);
        if (chosen != null && ChosenHashes.chooses(total)) {
            chosen.add(whole);
        }
        total++;
        add(whole, 1);
    }

    /** Leaves a value out whose hash {@link #admits} refused. */
    void pass() {
        total++;
    }

    /** Returns whether the hash of the next value, with such low bits, 20 of them, is looked at. */
    boolean admits(long low) {
        return (low & ((1L << level) - 1)) == 0 || chosen != null && ChosenHashes.chooses(total);
    }

    /** A hash of 0 would be none. */
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

    /** Returns how many values of another sample, repeated ones too, are also in this one. */
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

    /** The values that are counted alone, with about how often each is there. */
    private Map<Long, Long> frequent() {
        return chosen == null || isExact() ? Map.of() : chosen.frequent(total);
    }

    /** Returns how often a frequent value was there: exactly, if it is held. */
    private long times(Map.Entry<Long, Long> frequent) {
        int at = place(frequent.getKey());
        return hashes[at] != 0 ? counts[at] : frequent.getValue();
    }
}
