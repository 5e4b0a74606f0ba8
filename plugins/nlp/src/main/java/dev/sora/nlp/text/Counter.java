// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts words and n-grams of words in one pass over any number of texts.
 *
 * <p>When the table is large, the rarest entries are dropped, so that memory is bounded and
 * frequent entries survive (lossy counting, Manku and Motwani, 2002).
 */
final class Counter implements Splitter.Sink {

    /** Longer tokens are not learned as words. */
    private static final int LONGEST = 10_000;

    private final int grams;
    private final int mostWords;
    private final int mostGrams;

    private WordTable words = new WordTable();
    private int[] counts = new int[1 << 10];
    private LongTable sequences = new LongTable();
    private int forget = 1;
    private int last = -1;
    private int beforeLast = -1;
    private int length;
    private int longest;

    /**
     * Creates a counter.
     *
     * @param grams the maximum number of words of an n-gram, 1 to 3
     */
    Counter(int grams) {
        this(grams, 1_500_000, 6_000_000);
    }

    Counter(int grams, int mostWords, int mostGrams) {
        this.grams = grams;
        this.mostWords = mostWords;
        this.mostGrams = mostGrams;
    }

    /** Starts another text: n-grams do not cross its start. */
    void start() {
        longest = Math.max(longest, length);
        length = 0;
        gap();
        if (words.size() > mostWords || sequences.size() > mostGrams) {
            prune();
        }
    }

    /** Ends all n-grams at this position within a text. */
    void gap() {
        last = -1;
        beforeLast = -1;
    }

    /** Returns the number of tokens of the longest text. */
    int longest() {
        return Math.max(longest, length);
    }

    @Override
    public boolean accept(char[] buffer, int size) {
        if (size > LONGEST || words.size() >= Grams.WORDS) {
            length++;
            gap();
            return true;
        }
        int word = words.add(buffer, size);
        if (word >= counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        counts[word]++;
        length++;
        if (grams > 1 && last >= 0) {
            sequences.add(Grams.of(last, word), 1);
            length++;
            if (grams > 2 && beforeLast >= 0) {
                sequences.add(Grams.of(beforeLast, last, word), 1);
                length++;
            }
        }
        beforeLast = last;
        last = word;
        return true;
    }

    private void prune() {
        while (words.size() > mostWords / 2 || sequences.size() > mostGrams / 2) {
            forget++;
            WordTable kept = new WordTable();
            int[] keptCounts = new int[Math.max(1 << 10, words.size())];
            int[] moved = new int[words.size()];
            boolean forgetWords = words.size() > mostWords / 2;
            for (int i = 0; i < words.size(); i++) {
                boolean keep = !forgetWords || counts[i] >= forget;
                moved[i] = keep ? kept.add(words.word(i)) : -1;
                if (keep) {
                    keptCounts[moved[i]] = counts[i];
                }
            }
            LongTable keptSequences = new LongTable();
            sequences.forEach(
                    (key, count) -> {
                        int[] parts = Grams.words(key);
                        for (int i = 0; i < parts.length; i++) {
                            parts[i] = moved[parts[i]];
                        }
                        if (count >= forget && Arrays.stream(parts).allMatch(p -> p >= 0)) {
                            keptSequences.add(key(parts), count);
                        }
                    });
            words = kept;
            counts = keptCounts;
            sequences = keptSequences;
        }
    }

    private static long key(int[] parts) {
        return parts.length == 2
                ? Grams.of(parts[0], parts[1])
                : Grams.of(parts[0], parts[1], parts[2]);
    }

    /** A word, or several words separated by spaces. */
    private record Entry(String text, int words, int count) {

        static final Comparator<Entry> ORDER =
                Comparator.comparingInt(Entry::count)
                        .reversed()
                        .thenComparingInt(Entry::words)
                        .thenComparing(Entry::text);
    }

    /**
     * Returns the most frequent words and n-grams, by descending count; entries with equal counts
     * are ordered by their number of words, then lexically.
     */
    List<String> top(int most, int minCount) {
        int least = Math.max(minCount, cutoff(most));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (counts[i] >= least) {
                entries.add(new Entry(words.word(i), 1, counts[i]));
            }
        }
        sequences.forEach(
                (key, count) -> {
                    if (count >= least) {
                        int[] parts = Grams.words(key);
                        entries.add(new Entry(text(parts), parts.length, count));
                    }
                });
        entries.sort(Entry.ORDER);
        return entries.stream().limit(most).map(Entry::text).toList();
    }

    /** Returns the counts of some words. */
    List<Integer> counts(List<String> some) {
        return some.stream()
                .map(word -> counts[words.find(word.toCharArray(), word.length())])
                .toList();
    }

    /** Returns a count that the most frequent entries reach at least. */
    private int cutoff(int most) {
        int[] all = Arrays.copyOf(counts, words.size() + sequences.size());
        int[] at = {words.size()};
        sequences.forEach((key, count) -> all[at[0]++] = count);
        Arrays.sort(all);
        return all.length <= most ? 1 : all[all.length - most];
    }

    private String text(int[] parts) {
        StringBuilder text = new StringBuilder();
        for (int part : parts) {
            text.append(text.length() > 0 ? " " : "").append(words.word(part));
        }
        return text.toString();
    }
}
