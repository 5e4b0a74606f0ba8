// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts n-grams. */
final class Grams {

    private Grams() {}

    static <T> Map<List<T>, Integer> count(List<T> tokens, int order) {
        Map<List<T>, Integer> counts = new HashMap<>();
        for (int i = 0; i + order <= tokens.size(); i++) {
            counts.merge(tokens.subList(i, i + order), 1, Integer::sum);
        }
        return counts;
    }

    /** Returns how many n-grams occur in both, each at most as often as in the second. */
    static <T> long common(Map<List<T>, Integer> some, Map<List<T>, Integer> others) {
        long common = 0;
        for (Map.Entry<List<T>, Integer> entry : some.entrySet()) {
            common += Math.min(entry.getValue(), others.getOrDefault(entry.getKey(), 0));
        }
        return common;
    }

    static <T> long size(Map<List<T>, Integer> counts) {
        return counts.values().stream().mapToLong(count -> count).sum();
    }
}
