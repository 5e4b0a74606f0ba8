// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.Arrays;

/**
 * Maps the tokens of a text to indices; each word is followed by the known n-grams that end with
 * it.
 */
final class Indexer implements Splitter.Sink {

    private final Vocabulary vocabulary;
    private final TextRules rules;
    private final int enough;
    private final int[] seenIn;

    private int[] indices = new int[1 << 10];
    private int count;
    private int text;
    private int last;
    private int beforeLast;

    /**
     * Creates an indexer.
     *
     * @param enough the maximum number of indices; the indexer then stops
     */
    Indexer(Vocabulary vocabulary, TextRules rules, int enough) {
        this.vocabulary = vocabulary;
        this.rules = rules;
        this.enough = enough;
        this.seenIn = new int[rules.distinct() ? vocabulary.tableSize() : 0];
    }

    /** Starts another text. */
    void start() {
        count = 0;
        text++;
        gap();
    }

    /** Ends all n-grams at this position within a text. */
    void gap() {
        last = -1;
        beforeLast = -1;
    }

    @Override
    public boolean accept(char[] buffer, int length) {
        int word = vocabulary.number(buffer, length);
        if (word >= 0 || rules.keepUnknown()) {
            put(word >= 0 ? vocabulary.index(word) : Vocabulary.UNKNOWN);
        }
        if (rules.grams() > 1) {
            if (word >= 0 && last >= 0) {
                put(vocabulary.sequence(Grams.of(last, word)));
                if (rules.grams() > 2 && beforeLast >= 0) {
                    put(vocabulary.sequence(Grams.of(beforeLast, last, word)));
                }
            }
            beforeLast = last;
            last = word;
        }
        return count < enough;
    }

    private void put(int index) {
        if (index > 0 && isNew(index)) {
            if (count == indices.length) {
                indices = Arrays.copyOf(indices, 2 * count);
            }
            indices[count++] = index;
        }
    }

    private boolean isNew(int index) {
        if (!rules.distinct()) {
            return true;
        }
        boolean isNew = seenIn[index] != text;
        seenIn[index] = text;
        return isNew;
    }

    /** Replaces the text by one unknown word. */
    void unknown() {
        put(Vocabulary.UNKNOWN);
    }

    int count() {
        return count;
    }

    int[] indices() {
        return indices;
    }
}
