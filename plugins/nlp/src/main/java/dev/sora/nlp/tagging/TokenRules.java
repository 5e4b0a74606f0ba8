// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import dev.sora.reading.tokens.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The settings of the input.
 *
 * @param column the column of tokens
 * @param maxWords the size of the vocabulary
 * @param minCount how often a word occurs at least
 * @param lowerCase whether words are compared in lower case
 * @param digits whether words keep their digits
 * @param length the maximum number of tokens
 * @param characters the maximum number of characters of a word
 */
record TokenRules(
        String column,
        int maxWords,
        int minCount,
        boolean lowerCase,
        boolean digits,
        int length,
        int characters) {

    /**
     * Returns the tokens of a record.
     *
     * @throws RecordException if it has none, or too many
     */
    List<String> tokens(DataRecord record) {
        return Tokens.of(record, column, length);
    }

    /** Returns the form of a token in which it is looked up. */
    String word(String token) {
        String word = lowerCase ? token.toLowerCase(Locale.ROOT) : token;
        if (digits) {
            return word;
        }
        char[] letters = word.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.isDigit(letters[i]) ? '0' : letters[i];
        }
        return new String(letters);
    }

    /** Returns the characters of a token, as code points; of a long one, from both ends. */
    int[] letters(String token) {
        int[] all = token.codePoints().toArray();
        if (all.length <= characters) {
            return all;
        }
        int[] some = Arrays.copyOf(all, characters);
        int half = characters / 2;
        System.arraycopy(all, all.length - half, some, characters - half, half);
        return some;
    }
}
