// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.HashMap;
import java.util.Map;

/**
 * One in so many values, chosen by their places, whatever they are: tells which values are very
 * frequent, and about how often they are there.
 */
final class ChosenHashes {

    /** Of so many values one is chosen. */
    private static final int STEP = 32;

    /** A value is frequent if it is one in so many. */
    private static final int SHARE = 200;

    /** A value that was chosen fewer times may be so by chance. */
    private static final int LEAST = 8;

    private static final int HELD = 1 << 16;

    private final Map<Long, int[]> counts = new HashMap<>();
    private int bound = HELD;
    private long chosen;

    /** Returns whether the value at a place, counted from 0, is chosen. */
    static boolean chooses(long place) {
        // a hash of the place, so that values which repeat in a rhythm are chosen alike
        return (Hashes.mix(place) & (STEP - 1)) == 0;
    }

    /** Takes in the hash of a value that is chosen. */
    void add(long hash) {
        chosen++;
        counts.computeIfAbsent(hash, h -> new int[1])[0]++;
        if (counts.size() > bound) {
            // of frequent values more than one is among so many
            counts.values().removeIf(count -> count[0] == 1);
            bound = Math.max(HELD, 2 * counts.size());
        }
    }

    /** Returns whether a value was chosen. */
    boolean has(long hash) {
        return counts.containsKey(hash);
    }

    /** Returns how often each frequent value is among so many, by its hash. */
    Map<Long, Long> frequent(long total) {
        Map<Long, Long> frequent = new HashMap<>();
        counts.forEach(
                (hash, count) -> {
                    if (count[0] >= LEAST && (long) count[0] * SHARE >= chosen) {
                        frequent.put(hash, Math.round((double) count[0] / chosen * total));
                    }
                });
        return frequent;
    }
}
