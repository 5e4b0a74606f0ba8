// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the values of one column in bounded memory. */
final class Counts {

    private static final int ROOM = 4_000_000;

    private final Map<String, int[]> counts = new HashMap<>();
    private final int room;

    Counts(int maxValues) {
        this(maxValues, ROOM);
    }

    Counts(int maxValues, int least) {
        this.room = Math.max(least, 2 * Math.min(maxValues, Integer.MAX_VALUE / 4));
    }

    void add(String value) {
        int[] count = counts.get(value);
        if (count != null) {
            count[0] = Math.max(count[0], count[0] + 1);
            return;
        }
        if (counts.size() >= room) {
            // drop values counted once; if they occur again, their count starts again
            counts.values().removeIf(c -> c[0] < 2);
        }
        if (counts.size() < room) {
            counts.put(value, new int[] {1});
        }
    }

    /** Returns the count of a value. */
    long of(String value) {
        int[] count = counts.get(value);
        return count == null ? 0 : count[0];
    }

    /** Returns the values by descending count; values with equal counts are in lexical order. */
    List<String> values(long minCount, int maxValues) {
        return counts.entrySet().stream()
                .filter(e -> e.getValue()[0] >= minCount)
                .sorted(
                        Comparator.comparingInt((Map.Entry<String, int[]> e) -> -e.getValue()[0])
                                .thenComparing(Map.Entry::getKey))
                .limit(maxValues)
                .map(Map.Entry::getKey)
                .toList();
    }
}
