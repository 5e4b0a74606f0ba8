// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.tokens;

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
 * Learns pieces of words by byte-pair encoding over characters (Sennrich, Haddow and Birch, 2016):
 * it repeatedly joins the most frequent pair of adjacent pieces. Ties are decided by the order in
 * which pieces were learned, so the result depends on the words and their counts only.
 */
public final class PairMerges {

    /** A pair that is rarer than this is not joined. */
    private static final int RAREST = 2;

    private final List<String> pieces = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Long> pairs = new HashMap<>();
    private final Map<Long, Set<Integer>> places = new HashMap<>();
    private final PriorityQueue<Candidate> candidates =
            new PriorityQueue<>(
                    Comparator.comparingLong(Candidate::count)
                            .reversed()
                            .thenComparingLong(Candidate::pair));

    private record Candidate(long pair, long count) {}

    /**
     * @param alphabet the first pieces; a character that is not among them prevents joins across it
     */
    public PairMerges(List<String> alphabet) {
        alphabet.forEach(this::number);
    }

    /**
     * Returns the most frequent characters; of those that are equally frequent, the first in the
     * order of their code units.
     *
     * @param counts how often each character occurs
     * @param least the least count of a character
     * @param most the greatest number of characters
     */
    public static List<String> alphabet(Map<String, Long> counts, long least, long most) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds a word with its count. */
    public void add(List<String> characters, long count) {
        words.add(characters.stream().mapToInt(c -> numbers.getOrDefault(c, -1)).toArray());
        counts.add(count);
        count(words.size() - 1, 1);
    }

    /**
     * Joins pairs until there are as many pieces, or no pair occurs twice.
     *
     * @return the alphabet, and longer pieces in the order in which they were joined
     */
    public List<String> join(int most) {
        while (pieces.size() < most && !candidates.isEmpty()) {
            Candidate best = candidates.poll();
            if (best.count() < RAREST) {
                break;
            }
            // the queue may contain outdated counts of a pair; only the current one is valid
            if (pairs.getOrDefault(best.pair(), 0L) == best.count()) {
                join(best.pair());
            }
        }
        return List.copyOf(pieces);
    }

    private int number(String piece) {
        return numbers.computeIfAbsent(
                piece,
                p -> {
                    pieces.add(p);
                    return pieces.size() - 1;
                });
    }

    /** Adds the pairs of a word to the counts, or subtracts them with sign -1. */
    private void count(int word, int sign) {
        int[] symbols = words.get(word);
        for (int i = 0; i + 1 < symbols.length; i++) {
            if (symbols[i] >= 0 && symbols[i + 1] >= 0) {
                long pair = (long) symbols[i] << 32 | symbols[i + 1];
                long count = pairs.merge(pair, sign * counts.get(word), Long::sum);
                if (sign > 0) {
                    places.computeIfAbsent(pair, p -> new LinkedHashSet<>()).add(word);
                }
                if (count > 0) {
                    candidates.add(new Candidate(pair, count));
                }
            }
        }
    }

    private void join(long pair) {
        int left = (int) (pair >> 32);
        int right = (int) pair;
        int joined = number(pieces.get(left) + pieces.get(right));
        for (int word : places.remove(pair)) {
            count(word, -1);
            words.set(word, joined(words.get(word), left, right, joined));
            count(word, 1);
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
