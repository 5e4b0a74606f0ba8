// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.reading.tokens.PairMerges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Learns subwords from the counts of words. */
final class BytePairs {

    /** Marks the first piece of a word. */
    static final char START = '▁';

    private BytePairs() {}

    /**
     * Learns pieces.
     *
     * @param counted words, the most frequent first
     * @param counts the count of each word
     * @param most the maximum number of pieces
     * @return characters, the most frequent first, followed by longer pieces in the order of their
     *     merges
     */
    static List<String> learn(List<String> counted, List<Integer> counts, int most) {
        Map<String, Long> seen = new HashMap<>();
        for (int i = 0; i < counted.size(); i++) {
            for (String character : characters(counted.get(i))) {
                seen.merge(character, (long) counts.get(i), Long::sum);
            }
        }
        PairMerges merges =
                new PairMerges(PairMerges.alphabet(seen, 1, Math.max(1, most - most / 4)));
        for (int i = 0; i < counted.size(); i++) {
            merges.add(characters(counted.get(i)), counts.get(i));
        }
        return merges.join(most);
    }

    /** Returns the characters of a word; the first one has the start mark. */
    static List<String> characters(String word) {
        List<String> characters = new ArrayList<>(word.length());
        word.codePoints()
                .forEach(
                        point -> {
                            String character = Character.toString(point);
                            characters.add(characters.isEmpty() ? START + character : character);
                        });
        return characters;
    }
}
