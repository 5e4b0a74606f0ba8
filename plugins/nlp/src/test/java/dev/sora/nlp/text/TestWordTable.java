// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Words keep their numbers while the table grows. */
class TestWordTable {

    private final WordTable table = new WordTable();

    @Test
    void numbersWordsInTheOrderInWhichTheyAreAdded() {
        assertThat(table.add("one")).isEqualTo(0);
        assertThat(table.add("two")).isEqualTo(1);
        assertThat(table.add("one")).isEqualTo(0);
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.word(1)).isEqualTo("two");
        assertThat(find("three")).isEqualTo(-1);
    }

    @Test
    void separatesWordsOfOneHash() {
        // polynomial hashes with base 31 of these are equal
        for (String word : new String[] {"AaAa", "AaBB", "BBAa", "BBBB"}) {
            table.add(word);
        }

        assertThat(table.size()).isEqualTo(4);
        assertThat(find("AaBB")).isEqualTo(1);
        assertThat(find("BBAa")).isEqualTo(2);
        assertThat(find("C#Aa")).isEqualTo(-1);
    }

    /** Keys of short words contain their characters in one byte each. */
    @Test
    void separatesShortWordsWhoseLowBytesAreEqual() {
        String[] words = {
            "",
            "\0",
            "\0\0",
            "\u0001",
            "a",
            "\u0161",
            "\u0361",
            "ab",
            "ba",
            "abcdefg",
            "\u0161bcdefg",
            "abcdefgh"
        };
        for (String word : words) {
            table.add(word);
        }

        assertThat(table.size()).isEqualTo(words.length);
        for (int i = 0; i < words.length; i++) {
            assertThat(find(words[i])).isEqualTo(i);
            assertThat(table.word(i)).isEqualTo(words[i]);
        }
    }

    @Test
    void readsTheStartOfABufferOnly() {
        table.add("an");

        assertThat(table.find("answer".toCharArray(), 2)).isEqualTo(0);
        assertThat(table.find("answer".toCharArray(), 3)).isEqualTo(-1);
        assertThat(table.add("answer".toCharArray(), 0)).isEqualTo(1);
        assertThat(table.word(1)).isEmpty();
    }

    @Test
    void agreesWithAMapForWordsOfAnyLengthAndScript() {
        Random random = new Random(5);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            String word = word(random, i % 1000 == 0 ? 70_000 : 4);
            int number = numbers.computeIfAbsent(word, w -> numbers.size());

            assertThat(table.add(word)).isEqualTo(number);
        }

        assertThat(table.size()).isEqualTo(numbers.size());
        numbers.forEach(
                (word, number) -> {
                    assertThat(find(word)).isEqualTo(number);
                    assertThat(table.word(number)).isEqualTo(word);
                });
    }

    private static String word(Random random, int longest) {
        char[] word = new char[1 + random.nextInt(longest)];
        for (int i = 0; i < word.length; i++) {
            word[i] = (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : 'a' + i % 3);
        }
        return new String(word);
    }

    private int find(String word) {
        return table.find(word.toCharArray(), word.length());
    }
}
