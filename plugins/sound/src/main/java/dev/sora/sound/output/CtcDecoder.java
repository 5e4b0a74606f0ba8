// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds likely sequences of symbols in the probabilities of symbols at each step. */
final class CtcDecoder {

    /**
     * A sequence of symbols.
     *
     * @param symbols the symbols, none of them the blank
     * @param log the logarithm of its probability, as far as the search has seen its alignments
     */
    record Found(int[] symbols, double log) {}

    private CtcDecoder() {}

    /**
     * Returns the symbols of the most probable alignment (best path decoding: Graves et al., 2006).
     */
    static int[] greedy(float[] logs, int from, int steps, int classes) {
        int[] symbols = new int[steps];
        int count = 0;
        int before = 0;
        for (int t = 0; t < steps; t++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                if (logs[from + t * classes + k] > logs[from + t * classes + best]) {
                    best = k;
                }
            }
            if (best != 0 && best != before) {
                symbols[count++] = best;
            }
            before = best;
        }
        return java.util.Arrays.copyOf(symbols, count);
    }

    /**
     * Returns the best sequences, the most probable first: prefix beam search, which adds up the
     * alignments of a prefix that end in a blank and those that do not (Hannun et al., 2014).
     *
     * @param width the number of prefixes that are kept at each step
     */
    static List<Found> beam(float[] logs, int from, int steps, int classes, int width) {
        Prefix root = new Prefix(null, 0);
        Map<Prefix, Score> beam = new LinkedHashMap<>();
        beam.put(root, new Score(0, Double.NEGATIVE_INFINITY));
        for (int t = 0; t < steps; t++) {
            int row = from + t * classes;
            Map<Prefix, Score> next = new LinkedHashMap<>();
            for (Map.Entry<Prefix, Score> entry : beam.entrySet()) {
                Prefix prefix = entry.getKey();
                Score score = entry.getValue();
                Score same = next.computeIfAbsent(prefix, p -> new Score());
                same.blank = CtcAlignment.add(same.blank, score.total() + logs[row]);
                if (prefix.symbol != 0) {
                    same.symbol =
                            CtcAlignment.add(same.symbol, score.symbol + logs[row + prefix.symbol]);
                }
                for (int k = 1; k < classes; k++) {
                    // a symbol that repeats the last one needs a blank before it
                    double reached = k == prefix.symbol ? score.blank : score.total();
                    if (reached > Double.NEGATIVE_INFINITY) {
                        Score longer = next.computeIfAbsent(prefix.followed(k), p -> new Score());
                        longer.symbol = CtcAlignment.add(longer.symbol, reached + logs[row + k]);
                    }
                }
            }
            beam = best(next, width);
            forget(next, beam);
        }
        List<Found> found = new ArrayList<>();
        beam.forEach((prefix, score) -> found.add(new Found(prefix.symbols(), score.total())));
        return found;
    }

    private static Map<Prefix, Score> best(Map<Prefix, Score> all, int width) {
        Map<Prefix, Score> best = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> -e.getValue().total()))
                .limit(width)
                .forEach(e -> best.put(e.getKey(), e.getValue()));
        return best;
    }

    /** Removes prefixes that are neither in the beam nor the beginning of one in it. */
    private static void forget(Map<Prefix, Score> all, Map<Prefix, Score> beam) {
        for (Prefix each : all.keySet()) {
            Prefix at = each;
            while (at.before != null && at.next.isEmpty() && !beam.containsKey(at)) {
                at.before.next.remove(at.symbol, at);
                at = at.before;
            }
        }
    }

    /** Two sums of the alignments of a prefix, as logarithms. */
    private static final class Score {

        private double blank;
        private double symbol;

        Score() {
            this(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }

        Score(double blank, double symbol) {
            this.blank = blank;
            this.symbol = symbol;
        }

        double total() {
            return CtcAlignment.add(blank, symbol);
        }
    }

    /** A prefix as a node of a tree: the same prefix is the same object. */
    private static final class Prefix {

        private final Prefix before;
        private final int symbol;
        private final int length;
        private final Map<Integer, Prefix> next = new HashMap<>();

        Prefix(Prefix before, int symbol) {
            this.before = before;
            this.symbol = symbol;
            this.length = before == null ? 0 : before.length + 1;
        }

        Prefix followed(int other) {
            return next.computeIfAbsent(other, k -> new Prefix(this, k));
        }

        int[] symbols() {
            int[] symbols = new int[length];
            for (Prefix at = this; at.before != null; at = at.before) {
                symbols[at.length - 1] = at.symbol;
            }
            return symbols;
        }
    }
}
