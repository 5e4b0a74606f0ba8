// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of texts, in small letters: what lies between blanks and punctuation. A Chinese or
 * Japanese character is a word of its own.
 */
final class Words {

    /** The greatest number of frequent words. */
    static final int MOST = 1000;

    /** The longest word; more letters are left out. */
    static final int LONGEST = 64;

    /** The words of a text that are looked at. */
    private static final int LOOKED_AT = 10_000;

    /** A rarer word is not frequent. */
    private static final int FEWEST = 2;

    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length() && words.size() < LOOKED_AT; i++) {
            char c = text.charAt(i);
            boolean ideograph = c >= 0x3040 && c <= 0x9fff;
            boolean within = Character.isLetterOrDigit(c) || Character.isSurrogate(c);
            if (ideograph || !within) {
                end(word, words);
            }
            if (ideograph) {
                words.add(String.valueOf(c));
            } else if (within && word.length() < LONGEST) {
                word.append(c);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    /** Returns the frequent words of texts, the most frequent first. */
    static Set<String> frequent(Collection<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> of(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(each -> each.getValue() >= FEWEST)
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
