// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent values of a column. When too many are held, the rarest are let go (lossy
 * counting, G. S. Manku and R. Motwani, 2002): from then on a count may be too low by what values
 * had that were let go.
 */
final class FrequentValues {

    /** Longer texts are not worth holding. */
    private static final int LONGEST = 256;

    private final int most;
    private final Map<Object, long[]> counts = new HashMap<>();
    private long off;

    /** Once it is set it stays: a thread that misses it counts in vain. */
    private volatile boolean idle;

    /** Creates an empty count of so many values at most. */
    FrequentValues(int most) {
        this.most = most;
    }

    /** Whether a value is counted at all; any thread may ask. */
    boolean counts(Object value) {
        return !idle
                && (value instanceof Number
                        || value instanceof Boolean
                        || value instanceof String text && text.length() <= LONGEST);
    }

    void add(Object value) {
        add(value, 1);
    }

    /** Takes in a value that is there so many times. */
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

    /** Lets the rarer half go; stops counting where nothing is frequent. */
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

    /** Returns by how much counts may be too low. */
    long off() {
        return off;
    }

    /** Whether these are all values there were, with their counts. */
    boolean isComplete() {
        return !idle && off == 0;
    }

    /** Returns so many of the most frequent values at most, equal counts in the values' order. */
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
