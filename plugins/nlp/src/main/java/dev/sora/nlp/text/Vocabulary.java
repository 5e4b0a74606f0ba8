// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.List;
import java.util.stream.Stream;

/**
 * The known words and n-grams of words. Index 0 is padding, index 1 any unknown word, and the first
 * word has index 2.
 */
final class Vocabulary {

    static final int UNKNOWN = 1;
    static final int FIRST = 2;

    private final List<String> entries;
    private final WordTable words = new WordTable();

    /** The indices of single words by their numbers; empty if all entries are single words. */
    private final int[] indices;

    private int known;
    private final LongTable sequences = new LongTable();

    /**
     * Creates a vocabulary.
     *
     * @param entries distinct words; n-grams are words separated by spaces, each of which is an
     *     entry too
     * @param grams the maximum number of words of an n-gram; 1 if entries are single words
     * @throws IllegalArgumentException if the entries do not meet these conditions
     */
    Vocabulary(List<String> entries, int grams) {
        this.entries = List.copyOf(entries);
        this.indices = new int[grams == 1 ? 0 : entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            if (entry.isEmpty()) {
                throw new IllegalArgumentException("an empty word");
            }
            if (grams == 1 || entry.indexOf(' ') < 0) {
                if (words.add(entry) < known) {
                    throw new IllegalArgumentException("'" + entry + "' twice");
                }
                if (grams > 1) {
                    indices[known] = i + FIRST;
                }
                known++;
            }
        }
        if (grams > 1) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).indexOf(' ') >= 0) {
                    addSequence(entries.get(i), grams, i + FIRST);
                }
            }
        }
    }

    private void addSequence(String entry, int grams, int index) {
        String[] parts = entry.split(" ");
        int[] numbers = new int[parts.length];
        boolean whole = parts.length > 1 && parts.length <= grams;
        for (int i = 0; whole && i < parts.length; i++) {
            numbers[i] = words.find(parts[i].toCharArray(), parts[i].length());
            whole = numbers[i] >= 0;
        }
        if (!whole) {
            throw new IllegalArgumentException("'" + entry + "', whose words are not known");
        }
        long key =
                parts.length == 2
                        ? Grams.of(numbers[0], numbers[1])
                        : Grams.of(numbers[0], numbers[1], numbers[2]);
        if (sequences.get(key) != 0) {
            throw new IllegalArgumentException("'" + entry + "' twice");
        }
        sequences.add(key, index);
    }

    List<String> entries() {
        return entries;
    }

    /** Returns the meaning of each index; empty for padding and unknown. */
    List<String> rows() {
        return Stream.concat(Stream.of("", ""), entries.stream()).toList();
    }

    /** Returns the number of indices: entries, padding and unknown. */
    int tableSize() {
        return entries.size() + FIRST;
    }

    /** Returns the number of a word among the single words, or -1. */
    int number(char[] buffer, int length) {
        return words.find(buffer, length);
    }

    /** Returns the index of the word with a number. */
    int index(int number) {
        return indices.length == 0 ? number + FIRST : indices[number];
    }

    /** Returns the index of an n-gram, or 0. */
    int sequence(long key) {
        return sequences.get(key);
    }
}
