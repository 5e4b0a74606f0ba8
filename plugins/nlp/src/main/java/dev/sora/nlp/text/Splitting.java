// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * How texts are split into tokens.
 *
 * @param tokenizer {@code words}, {@code subword}, {@code chinese}, {@code characters} or {@code
 *     separator}
 * @param lowerCase whether tokens are converted to lower case
 * @param stripHtml whether HTML tags are removed first
 * @param marks punctuation characters that are tokens of their own
 * @param separator the separator of items
 */
record Splitting(
        String tokenizer, boolean lowerCase, boolean stripHtml, String marks, String separator) {

    /** Returns a splitter; it is not thread-safe. */
    Splitter splitter() {
        Splitter splitter = plain();
        return stripHtml ? (text, sink) -> splitter.split(Html.strip(text), sink) : splitter;
    }

    /** Returns whether tokens are learned pieces of words. */
    boolean pieces() {
        return tokenizer.equals("subword");
    }

    /** Returns a splitter for a known vocabulary; it is not thread-safe. */
    Splitter splitter(List<String> entries) {
        if (!pieces()) {
            return splitter();
        }
        Map<String, Integer> ranks = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            ranks.put(entries.get(i), i);
        }
        return new PieceSplitter(splitter(), ranks);
    }

    /** Returns the name of a token for messages. */
    String unit() {
        return switch (tokenizer) {
            case "subword" -> "pieces of words";
            case "characters" -> "characters";
            case "separator" -> "items";
            default -> "words";
        };
    }

    private Splitter plain() {
        return switch (tokenizer) {
            // words by the rules of Unicode (UAX #29)
            case "words", "subword" ->
                    new BlankSplitter(
                            new StreamSplitter(new StandardTokenizer(), lowerCase, marks),
                            lowerCase);
            // the most probable words of a dictionary, by a hidden Markov model
            case "chinese" -> new StreamSplitter(new HMMChineseTokenizer(), lowerCase, marks);
            case "characters" -> new CharacterSplitter(lowerCase);
            default -> new SeparatorSplitter(separator);
        };
    }
}
