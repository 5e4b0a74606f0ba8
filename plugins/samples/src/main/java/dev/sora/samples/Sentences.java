// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sentences with names of people and places that are put together from syllables, each with a tag
 * for each word: B-person, I-person, B-place, I-place or O.
 */
final class Sentences {

    private static final String[] SENTENCES = {
        "%p met %p in %l .",
        "Yesterday %p went to %l with friends .",
        "%l is far away from %l .",
        "The letter of %p came from %l .",
        "Has anybody seen %p today ?",
        "We like the food in %l , said %p .",
        "Nothing happened this week .",
        "%p and %p never left %l .",
    };
    private static final String[] BEGINNINGS = {
        "Ka", "Mo", "Li", "Ber", "Sta", "Nu", "Ro", "Ti", "Wen", "Al", "Du", "Fe", "Go", "Hal", "Is"
    };
    private static final String[] MIDDLES = {"la", "ri", "no", "se", "ta", "mi", "du", "ke"};
    private static final String[] PEOPLE = {"son", "ov", "ette", "ano", "ine", "sen"};
    private static final String[] PLACES = {"ville", "burg", "ton", "stad", "ford", "heim"};
    private static final String[] GIVEN = {"Ann", "Bob", "Carl", "Dora", "Emil", "Fay"};

    private Sentences() {}

    /** Returns the words of a sentence and their tags. */
    static Object[] make(RandomGenerator random) {
        List<String> words = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (String word : Generated.one(random, SENTENCES).split(" ")) {
            if (word.equals("%p")) {
                if (random.nextBoolean()) {
                    add(Generated.one(random, GIVEN), "B-person", words, tags);
                    add(name(random, PEOPLE), "I-person", words, tags);
                } else {
                    add(name(random, PEOPLE), "B-person", words, tags);
                }
            } else if (word.equals("%l")) {
                boolean two = random.nextInt(3) == 0;
                if (two) {
                    add("New", "B-place", words, tags);
                }
                add(name(random, PLACES), two ? "I-place" : "B-place", words, tags);
            } else {
                add(word, "O", words, tags);
            }
        }
        return new Object[] {List.copyOf(words), List.copyOf(tags)};
    }

    private static void add(String word, String tag, List<String> words, List<String> tags) {
        words.add(word);
        tags.add(tag);
    }

    private static String name(RandomGenerator random, String[] endings) {
        return Generated.one(random, BEGINNINGS)
                + Generated.one(random, MIDDLES)
                + Generated.one(random, endings);
    }
}
