// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns pieces by byte-pair encoding over characters (Sennrich, Haddow and Birch, 2016): it
 * repeatedly joins the most frequent pair of adjacent pieces. Ties are decided by the order in
 * which pieces were learned, so the result depends on the counts only.
 */
final class PieceLearner {

    /** A pair, or a character, that is rarer than this is not learned. */
    private static final int RAREST = 2;

    private final List<String> pieces = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> parts = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Long> pairs = new HashMap<>();
    private final Map<Long, Set<Integer>> places = new HashMap<>();
    private final PriorityQueue<Candidate> candidates =
            new PriorityQueue<>(
                    Comparator.comparingLong(Candidate::count)
                            .reversed()
                            .thenComparingLong(Candidate::pair));

    private record Candidate(long pair, long count) {}

    private PieceLearner() {}

    /**
     * Returns pieces: characters, the most frequent first, then longer pieces in the order in which
     * they were joined.
     *
     * @param counted the parts of the texts with their counts
     * @param most the greatest number of pieces
     */
    static List<String> learn(Map<String, Long> counted, int most) {
        PieceLearner learner = new PieceLearner();
        List<Map.Entry<String, Long>> ordered =
                counted.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .toList();
        learner.alphabet(ordered, most - most / 4);
        ordered.forEach(entry -> learner.add(entry.getKey(), entry.getValue()));
        learner.join(most);
        return List.copyOf(learner.pieces);
    }

    /** Returns the characters of a part; that after the mark of a start contains the mark. */
    static List<String> characters(String part) {
        List<String> characters = new ArrayList<>(part.length());
        boolean marked = part.charAt(0) == WordSplitter.START && part.length() > 1;
        for (int i = marked ? 1 : 0; i < part.length(); ) {
            int point = part.codePointAt(i);
            String character = Character.toString(point);
            characters.add(
                    marked && characters.isEmpty() ? WordSplitter.START + character : character);
            i += Character.charCount(point);
        }
        return characters;
    }

    private void alphabet(List<Map.Entry<String, Long>> ordered, int most) {
        Map<String, Long> seen = new HashMap<>();
        for (Map.Entry<String, Long> entry : ordered) {
            for (String character : characters(entry.getKey())) {
                seen.merge(character, entry.getValue(), Long::sum);
            }
        }
        seen.entrySet().stream()
                .filter(entry -> entry.getValue() >= RAREST)
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(entry -> number(entry.getKey()));
    }

    private int number(String piece) {
        return numbers.computeIfAbsent(
                piece,
                p -> {
                    pieces.add(p);
                    return pieces.size() - 1;
                });
    }

    private void add(String part, long count) {
        int[] symbols =
                characters(part).stream().mapToInt(c -> numbers.getOrDefault(c, -1)).toArray();
        parts.add(symbols);
        counts.add(count);
        count(parts.size() - 1, 1);
    }

    /** Adds the pairs of a part to the counts, or subtracts them with sign -1. */
    private void count(int part, int sign) {
        int[] symbols = parts.get(part);
        for (int i = 0; i + 1 < symbols.length; i++) {
            // a character outside of the alphabet prevents joins across it
            if (symbols[i] >= 0 && symbols[i + 1] >= 0) {
                long pair = (long) symbols[i] << 32 | symbols[i + 1];
                long count = pairs.merge(pair, sign * counts.get(part), Long::sum);
                if (sign > 0) {
                    places.computeIfAbsent(pair, p -> new LinkedHashSet<>()).add(part);
                }
                if (count > 0) {
                    candidates.add(new Candidate(pair, count));
                }
            }
        }
    }

    private void join(int most) {
        while (pieces.size() < most && !candidates.isEmpty()) {
            Candidate best = candidates.poll();
            if (best.count() < RAREST) {
                return;
            }
            // the queue may hold outdated counts of a pair; only the current one is valid
            if (pairs.getOrDefault(best.pair(), 0L) == best.count()) {
                join(best.pair());
            }
        }
    }

    private void join(long pair) {
        int left = (int) (pair >> 32);
        int right = (int) pair;
        int joined = number(pieces.get(left) + pieces.get(right));
        for (int part : places.remove(pair)) {
            count(part, -1);
            parts.set(part, joined(parts.get(part), left, right, joined));
            count(part, 1);
        }
        pairs.remove(pair);
    }

    private static int[] joined(int[] symbols, int left, int right, int joined) {
        int[] changed = new int[symbols.length];
        int size = 0;
        for (int i = 0; i < symbols.length; i++) {
            boolean match = i + 1 < symbols.length && symbols[i] == left && symbols[i + 1] == right;
            changed[size++] = match ? joined : symbols[i];
            i += match ? 1 : 0;
        }
        return Arrays.copyOf(changed, size);
    }
}
