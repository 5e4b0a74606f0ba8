// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.Arrays;

/** Numbers the tokens of a text; each word is followed by the known sequences that end with it. */
final class Indexer implements Splitter.Sink {

    private final Vocabulary vocabulary;
    private final int grams;
    private final boolean keepUnknown;
    private final int enough;

    private int[] indices = new int[1 << 10];
    private int count;
    private int last;
    private int beforeLast;

    /**
     * Creates an indexer.
     *
     * @param keepUnknown whether words that are not known get an index of their own
     * @param enough the number of indices after which no more are wanted
     */
    Indexer(Vocabulary vocabulary, int grams, boolean keepUnknown, int enough) {
        this.vocabulary = vocabulary;
        this.grams = grams;
        this.keepUnknown = keepUnknown;
        this.enough = enough;
    }

    /** Starts another text. */
    void start() {
        count = 0;
        gap();
    }

    /** Ends all sequences of words here, within the same text. */
    void gap() {
        last = -1;
        beforeLast = -1;
    }

    @Override
    public boolean accept(char[] buffer, int length) {
        int word = vocabulary.number(buffer, length);
        if (word >= 0 || keepUnknown) {
            put(word >= 0 ? vocabulary.index(word) : Vocabulary.UNKNOWN);
        }
        if (grams > 1) {
            if (word >= 0 && last >= 0) {
                put(vocabulary.sequence(Grams.of(last, word)));
                if (grams > 2 && beforeLast >= 0) {
                    put(vocabulary.sequence(Grams.of(beforeLast, last, word)));
                }
            }
            beforeLast = last;
            last = word;
        }
        return count < enough;
    }

    private void put(int index) {
        if (index > 0) {
            if (count == indices.length) {
                indices = Arrays.copyOf(indices, 2 * count);
            }
            indices[count++] = index;
        }
    }

    /** Takes the text for one word that is not known. */
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
