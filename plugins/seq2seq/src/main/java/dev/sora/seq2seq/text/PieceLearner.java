// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import dev.sora.reading.tokens.PairMerges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Learns pieces from the counts of the parts of texts. */
final class PieceLearner {

    /** A character that is rarer than this is not learned. */
    private static final int RAREST = 2;

    private PieceLearner() {}

    /**
     * Returns pieces: characters, the most frequent first, then longer pieces in the order in which
     * they were joined.
     *
     * @param counted the parts of the texts with their counts
     * @param most the greatest number of pieces
     */
    static List<String> learn(Map<String, Long> counted, int most) {
        Map<String, Long> seen = new HashMap<>();
        counted.forEach(
                (part, count) ->
                        characters(part)
                                .forEach(character -> seen.merge(character, count, Long::sum)));
        PairMerges merges = new PairMerges(PairMerges.alphabet(seen, RAREST, most - most / 4));
        counted.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> merges.add(characters(entry.getKey()), entry.getValue()));
        return merges.join(most);
    }

    /** Returns the characters of a part; that after the mark of a start contains the mark. */
    static List<String> characters(String part) {
        List<String> characters = new ArrayList<>(part.length());
        boolean marked = part.charAt(0) == WordSplitter.START && part.length() > 1;
        for (int i = marked ? 1 : 0; i < part.length(); ) {
            int point = part.codePointAt(i);
            String character = Character.toString(point);
            characters.add(
                    marked && characters.isEmpty() ? WordSplitter.START + character : character);
            i += Character.charCount(point);
        }
        return characters;
    }
}
