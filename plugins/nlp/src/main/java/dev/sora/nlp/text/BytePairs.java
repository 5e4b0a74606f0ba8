// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns subwords from the counts of words (byte-pair encoding over characters, Sennrich, Haddow
 * and Birch, 2016): it repeatedly merges the most frequent pair of adjacent pieces.
 */
final class BytePairs {

    /** Marks the first piece of a word. */
    static final char START = '▁';

    private static final int RAREST = 2;

    private final List<String> pieces = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Long, Long> pairs = new HashMap<>();
    private final Map<Long, Set<Integer>> places = new HashMap<>();
    private final PriorityQueue<Candidate> candidates =
            new PriorityQueue<>(
                    Comparator.comparingLong(Candidate::count)
                            .reversed()
                            .thenComparingLong(Candidate::pair));

    private record Candidate(long pair, long count) {}

    private BytePairs() {}

    /**
     * Learns pieces.
     *
     * @param counted words, the most frequent first
     * @param counts the count of each word
     * @param most the maximum number of pieces
     * @return characters, the most frequent first, followed by longer pieces in the order of their
     *     merges
     */
    static List<String> learn(List<String> counted, List<Integer> counts, int most) {
        BytePairs learner = new BytePairs();
        learner.alphabet(counted, counts, Math.max(1, most - most / 4));
        for (int i = 0; i < counted.size(); i++) {
            learner.addWord(counted.get(i), counts.get(i));
        }
        learner.merge(most);
        return List.copyOf(learner.pieces);
    }

    /** Returns the characters of a word; the first one has the start mark. */
    static List<String> characters(String word) {
        List<String> characters = new ArrayList<>(word.length());
        word.codePoints()
                .forEach(
                        point -> {
                            String character = Character.toString(point);
                            characters.add(characters.isEmpty() ? START + character : character);
                        });
        return characters;
    }

    private void alphabet(List<String> counted, List<Integer> wordCounts, int most) {
        Map<String, Long> seen = new HashMap<>();
        for (int i = 0; i < counted.size(); i++) {
            for (String character : characters(counted.get(i))) {
                seen.merge(character, (long) wordCounts.get(i), Long::sum);
            }
        }
        seen.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(entry -> add(entry.getKey()));
    }

    private int add(String piece) {
        return numbers.computeIfAbsent(
                piece,
                p -> {
                    pieces.add(p);
                    return pieces.size() - 1;
                });
    }

    private void addWord(String word, int count) {
        List<String> characters = characters(word);
        int[] symbols = new int[characters.size()];
        for (int i = 0; i < symbols.length; i++) {
            // a character that is too rare for the alphabet prevents merges across it
            symbols[i] = numbers.getOrDefault(characters.get(i), -1);
        }
        words.add(symbols);
        counts.add(count);
        count(words.size() - 1, 1);
    }

    /** Adds the pairs of a word to the counts, or subtracts them with sign -1. */
    private void count(int word, int sign) {
        int[] symbols = words.get(word);
        for (int i = 0; i + 1 < symbols.length; i++) {
            if (symbols[i] >= 0 && symbols[i + 1] >= 0) {
                long pair = (long) symbols[i] << 32 | symbols[i + 1];
                long count = pairs.merge(pair, (long) sign * counts.get(word), Long::sum);
                if (sign > 0) {
                    places.computeIfAbsent(pair, p -> new LinkedHashSet<>()).add(word);
                    candidates.add(new Candidate(pair, count));
                } else if (count > 0) {
                    candidates.add(new Candidate(pair, count));
                }
            }
        }
    }

    private void merge(int most) {
        while (pieces.size() < most && !candidates.isEmpty()) {
            Candidate best = candidates.poll();
            if (best.count() < RAREST) {
                return;
            }
            // the queue may contain outdated counts of a pair; only the current one is valid
            if (pairs.getOrDefault(best.pair(), 0L) == best.count()) {
                merge(best.pair());
            }
        }
    }

    private void merge(long pair) {
        int left = (int) (pair >> 32);
        int right = (int) pair;
        int joined = add(pieces.get(left) + pieces.get(right));
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
        return java.util.Arrays.copyOf(changed, size);
    }
}
