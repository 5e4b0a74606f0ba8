// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.ValueCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent values of a column. When too many values are in memory, the rarest are removed
 * (lossy counting, G. S. Manku and R. Motwani, 2002); from then on, a count may be too low by the
 * counts of removed values.
 */
final class FrequentValues {

    /** The maximum length of strings that are counted. */
    private static final int LONGEST = 256;

    private final int most;
    private final Map<Object, long[]> counts = new HashMap<>();
    private long off;

    /** Once set, it stays set: a thread that misses the change only counts in vain. */
    private volatile boolean idle;

    /**
     * Creates an empty count.
     *
     * @param most the maximum number of values in memory
     */
    FrequentValues(int most) {
        this.most = most;
    }

    /** Returns whether a value is counted at all; safe for any thread. */
    boolean counts(Object value) {
        return !idle
                && (value instanceof Number
                        || value instanceof Boolean
                        || value instanceof String text && text.length() <= LONGEST);
    }

    void add(Object value) {
        add(value, 1);
    }

    /** Adds a value that occurs the given number of times. */
    void add(Object value, int times) {
        if (!counts(value)) {
            return;
        }
        long[] count = counts.get(value);
        if (count == null) {
            if (counts.size() >= most) {
                letGo();
                if (idle) {
                    return;
                }
            }
            counts.put(value, new long[] {times});
        } else {
            count[0] += times;
        }
    }

    /** Removes the rarer half; stops counting if no value is frequent. */
    private void letGo() {
        long[] sorted = counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
        if (sorted[sorted.length - 1] < 3 && off == 0) {
            idle = true;
            counts.clear();
            return;
        }
        long border = sorted[sorted.length / 2];
        counts.values().removeIf(count -> count[0] <= border);
        off += border;
    }

    /** Returns the maximum by which counts may be too low. */
    long off() {
        return off;
    }

    /** Returns whether these are all values, with exact counts. */
    boolean isComplete() {
        return !idle && off == 0;
    }

    /** Returns the most frequent values; values with equal counts are in the order of values. */
    List<ValueCount> top(int number) {
        List<ValueCount> all = new ArrayList<>();
        counts.forEach((value, count) -> all.add(new ValueCount(value, count[0])));
        all.sort(
                Comparator.comparingLong(ValueCount::count)
                        .reversed()
                        .thenComparing(v -> String.valueOf(v.value())));
        return List.copyOf(all.subList(0, Math.min(number, all.size())));
    }
}
