// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.HashMap;
import java.util.Map;

/**
 * A sample of values, chosen by position and independent of their contents. It estimates which
 * values are very frequent, and how often they occur.
 */
final class ChosenHashes {

    /** One of this number of values is chosen. */
    private static final int STEP = 32;

    /** A value is frequent if it is at least one of this number of values. */
    private static final int SHARE = 200;

    /** A value that was chosen fewer times may be so at random. */
    private static final int LEAST = 8;

    private static final int HELD = 1 << 16;

    private final Map<Long, int[]> counts = new HashMap<>();
    private int bound = HELD;
    private long chosen;

    /** Returns whether the value at a position, counted from 0, is chosen. */
    static boolean chooses(long place) {
        // a hash of the position, so that periodic values are chosen evenly
        return (Hashes.mix(place) & (STEP - 1)) == 0;
    }

    /** Adds the hash of a chosen value. */
    void add(long hash) {
        chosen++;
        counts.computeIfAbsent(hash, h -> new int[1])[0]++;
        if (counts.size() > bound) {
            // frequent values occur more than once among these
            counts.values().removeIf(count -> count[0] == 1);
            bound = Math.max(HELD, 2 * counts.size());
        }
    }

    /** Returns whether a value was chosen. */
    boolean has(long hash) {
        return counts.containsKey(hash);
    }

    /** Returns the estimated count of each frequent value among the given total, by its hash. */
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
