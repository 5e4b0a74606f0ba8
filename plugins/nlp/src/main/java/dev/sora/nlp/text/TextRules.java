// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.List;

/**
 * What the manifest says about a text or another sequence.
 *
 * @param columns the columns, whose values are read one after the other
 * @param splitting how values are split
 * @param maxWords the greatest number of words that are told apart
 * @param minCount how often a word must occur to be one of them
 * @param grams the greatest number of words of a sequence that counts as a word of its own
 * @param length the greatest number of tokens that are kept, or 0 for the longest of training
 * @param keepEnd whether of longer texts the end is kept
 * @param keepUnknown whether words that are not known get an index of their own
 * @param distinct whether of equal tokens of a text only the first is kept
 * @param emptyIsUnknown whether an empty text stands for one unknown word
 */
record TextRules(
        List<String> columns,
        Splitting splitting,
        int maxWords,
        int minCount,
        int grams,
        int length,
        boolean keepEnd,
        boolean keepUnknown,
        boolean distinct,
        boolean emptyIsUnknown) {

    /** The greatest length that is learned from data; more must be asked for. */
    static final int MOST_LEARNED = 1000;

    /** The greatest length that can be asked for. */
    static final int MOST = 100_000;
}
