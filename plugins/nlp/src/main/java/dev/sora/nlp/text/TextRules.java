// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.List;

/**
 * The settings of an input of texts or of other sequences.
 *
 * @param columns the columns, whose values are read one after the other
 * @param splitting how values are split
 * @param maxWords the maximum size of the vocabulary
 * @param minCount the minimum count of a word in the vocabulary
 * @param grams the maximum number of words of an n-gram in the vocabulary
 * @param length the maximum number of tokens that are kept; 0 for that of the longest training text
 * @param keepEnd whether longer texts keep their end instead of their beginning
 * @param keepUnknown whether unknown words have an index
 * @param distinct whether only the first of equal tokens in a text is kept
 * @param emptyIsUnknown whether an empty text is treated as one unknown word
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

    /** The maximum length that is learned from data; a greater length must be set. */
    static final int MOST_LEARNED = 1000;

    /** The maximum length that can be set. */
    static final int MOST = 100_000;
}
