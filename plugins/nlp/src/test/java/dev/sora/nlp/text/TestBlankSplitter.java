// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words between blanks beside the tokenizer that they are taken from. */
final class TestBlankSplitter {

    /** Parts of words, blanks, and what joins with or parts from a neighbour by UAX #29. */
    private static final String[] PARTS = {
        "a",
        "Word",
        "I",
        "7",
        "2024",
        "x1",
        " ",
        " ",
        " ",
        "\n",
        "\t",
        "\r\n",
        "\u000b",
        "\u00a0",
        "\u202f",
        "_",
        "'",
        ".",
        ",",
        ":",
        ";",
        "-",
        "!",
        "?!",
        "\"",
        "(",
        "\u2019",
        "\u00ad",
        "\u200d",
        "\u200b",
        "\u0301",
        "\ufe0f",
        "\u20e3",
        "\u00e9",
        "\u00df",
        "\u0130",
        "\u05d0",
        "\u05d0\"",
        "\u4e2d",
        "\u30ab",
        "\u3042",
        "\u0e01\u0e33",
        "\ud83d\udc4d",
        "\ud83c\udffd",
        "\ud83c\uddeb\ud83c\uddf7",
        "\ud83d",
        "\udc4d",
        "\ufeff",
        "\u0000",
        "\u0665",
        "\uac00",
        "<br />",
        "e.g.",
        "it's",
        "3,141.5",
        "a_b"
    };

    private static List<String> tokens(Splitter splitter, String text, int most) {
        List<String> tokens = new ArrayList<>();
        splitter.split(
                text,
                (buffer, length) -> {
                    tokens.add(new String(buffer, 0, length));
                    return tokens.size() < most;
                });
        return tokens;
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "false, ''", "true, '!?.,'", "false, '-:;_'"})
    void findsTheWordsOfTheTokenizer(boolean lowerCase, String marks) {
        Splitter tokenizer = new StreamSplitter(new StandardTokenizer(), lowerCase, marks);
        Splitter splitter = new BlankSplitter(tokenizer, lowerCase);
        Random random = new Random(11);

        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(24); k > 0; k--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            int most = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : Integer.MAX_VALUE;
            assertThat(tokens(splitter, text.toString(), most))
                    .as(text.toString())
                    .isEqualTo(tokens(tokenizer, text.toString(), most));
        }
    }

    @Test
    void dividesLongWordsAsTheTokenizerDoes() {
        Splitter tokenizer = new StreamSplitter(new StandardTokenizer(), true, "");

        for (int length = 253; length < 520; length++) {
            String text = "an " + "Ab7".repeat(200).substring(0, length) + " end";
            assertThat(tokens(new BlankSplitter(tokenizer, true), text, Integer.MAX_VALUE))
                    .isEqualTo(tokens(tokenizer, text, Integer.MAX_VALUE));
        }
    }
}
