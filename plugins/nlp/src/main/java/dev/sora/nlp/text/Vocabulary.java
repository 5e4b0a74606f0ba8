// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.List;
import java.util.stream.Stream;

/**
 * The words that are told apart, and sequences of them. Index 0 is padding, 1 every word that is
 * not among them, and the first word has index 2.
 */
final class Vocabulary {

    static final int UNKNOWN = 1;
    static final int FIRST = 2;

    private final List<String> entries;
    private final WordTable words = new WordTable();
    private final int[] positions;
    private int known;
    private final LongTable sequences = new LongTable();

    /**
     * Creates a vocabulary.
     *
     * @param entries different words; where there are sequences, words with spaces between them,
     *     each of which is an entry too
     * @param grams the greatest number of words of a sequence; 1 if entries are words as they are
     * @throws IllegalArgumentException if the entries are not such
     */
    Vocabulary(List<String> entries, int grams) {
        this.entries = List.copyOf(entries);
        this.positions = new int[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            if (entry.isEmpty()) {
                throw new IllegalArgumentException("an empty word");
            }
            if (grams == 1 || entry.indexOf(' ') < 0) {
                if (words.add(entry) < known) {
                    throw new IllegalArgumentException("'" + entry + "' twice");
                }
                positions[known++] = i + FIRST;
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

    /** Returns what every index stands for; padding and unknown stand for nothing. */
    List<String> rows() {
        return Stream.concat(Stream.of("", ""), entries.stream()).toList();
    }

    /** Returns the number of indices: entries, padding and unknown. */
    int tableSize() {
        return entries.size() + FIRST;
    }

    /** Returns the number of a word among the words alone, or -1. */
    int number(char[] buffer, int length) {
        return words.find(buffer, length);
    }

    /** Returns the index of the word of that number. */
    int index(int number) {
        return positions[number];
    }

    /** Returns the index of a sequence of words, or 0. */
    int sequence(long key) {
        return sequences.get(key);
    }
}
