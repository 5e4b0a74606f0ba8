// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import static dev.sora.nlp.text.Tokens.fit;
import static dev.sora.nlp.text.Tokens.settings;
import static dev.sora.nlp.text.Tokens.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.nlp.Offers;
import dev.sora.particle.FittedInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of other scripts than Latin, as tokens. Core has composed them before. */
final class TestUnicode {

    private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    private static final String THUMB = "\ud83d\udc4d\ud83c\udffd";
    private static final String FRANCE = "\ud83c\uddeb\ud83c\uddf7";
    private static final String GERMANY = "\ud83c\udde9\ud83c\uddea";
    private static final String KEYCAP = "1\ufe0f\u20e3";

    /** Of Unicode 14; the JDK does not know it yet. */
    private static final String MELTING = "\ud83e\udee0";

    private static String split(String tokenizer, String text) {
        return tokens(fit(settings("tokenizer", tokenizer), text), text).get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"words", "characters"})
    void doesNotCutPictures(String tokenizer) {
        String text = String.join(" ", FAMILY, THUMB, FRANCE, GERMANY, KEYCAP, MELTING);

        assertThat(split(tokenizer, text))
                .isEqualTo(String.join("|", FAMILY, THUMB, FRANCE, GERMANY, KEYCAP, MELTING));
        assertThat(split(tokenizer, FAMILY + THUMB + FRANCE + GERMANY))
                .isEqualTo(String.join("|", FAMILY, THUMB, FRANCE, GERMANY));
    }

    @Test
    void keepsAMarkWithItsLetter() {
        // a letter of Yoruba and one of Vietnamese that have no code point of their own
        assertThat(split("characters", "o\u0323\u0301 q\u0303u"))
                .isEqualTo("o\u0323\u0301|q\u0303|u");
        assertThat(split("characters", "\u0e01\u0e33\u0e44")).isEqualTo("\u0e01\u0e33|\u0e44");
        assertThat(split("characters", "\u0b95\u0bcb\u0b9f")).isEqualTo("\u0b95\u0bcb|\u0b9f");
        assertThat(split("characters", "\u4e2d\u6587ab")).isEqualTo("\u4e2d|\u6587|a|b");
        assertThat(split("words", "o\u0323\u0301ko\u0323\u0301"))
                .isEqualTo("o\u0323\u0301ko\u0323\u0301");
    }

    @Test
    void blanksOfAnyWidthAreNoCharacters() {
        assertThat(split("characters", "a\u00a0b\u3000c\u202fd\u2028e")).isEqualTo("a|b|c|d|e");
        assertThat(split("words", "a\u00a0b\u3000c\u202fd\u2028e")).isEqualTo("a|b|c|d|e");
    }

    @Test
    void wordsOfPersianHindiAndHebrewAreWhole() {
        assertThat(
                        split(
                                "words",
                                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0628\u0631\u0648\u0645"))
                .isEqualTo(
                        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645|\u0628\u0631\u0648\u0645");
        assertThat(
                        split(
                                "words",
                                "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e"))
                .isEqualTo(
                        "\u0928\u092e\u0938\u094d\u0924\u0947|\u0926\u0941\u0928\u093f\u092f\u093e");
        assertThat(split("words", "\u05e6\u05d4\"\u05dc \u05e9\u05dc\u05d5\u05dd"))
                .isEqualTo("\u05e6\u05d4\"\u05dc|\u05e9\u05dc\u05d5\u05dd");
        // Arabic digits are digits, of their own
        assertThat(split("words", "\u0661\u0662\u0663 \u0643\u062a\u0628"))
                .isEqualTo("\u0661\u0662\u0663|\u0643\u062a\u0628");
    }

    @Test
    void thaiIsPartedWhereASpaceOfNoWidthStands() {
        assertThat(
                        split(
                                "words",
                                "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u200b\u0e0a\u0e32\u0e27\u200b\u0e42\u0e25\u0e01"))
                .isEqualTo(
                        "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35|\u0e0a\u0e32\u0e27|\u0e42\u0e25\u0e01");
    }

    @Test
    void aNarrowBlankBeforeAMarkIsNoPartOfAWord() {
        assertThat(split("words", "Bonjour\u202f! bonjour 10\u202f000"))
                .isEqualTo("bonjour|bonjour|10|000");
    }

    @Test
    void chineseKeepsRareCharactersAndPictures() {
        assertThat(
                        split(
                                "chinese",
                                "\u6211\u7231\ud842\udfb7\u91ce\u5bb6" + MELTING + "\ud83d\udc68"))
                .isEqualTo("\u6211|\u7231|\ud842\udfb7|\u91ce|\u5bb6|" + MELTING + "|\ud83d\udc68");
    }

    @ParameterizedTest
    @CsvSource({
        "\u0130STANBUL, istanbul",
        // what other tools make of it
        "i\u0307stanbul, istanbul",
        "TITLE, title",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c3",
        "\u03bf\u03b4\u03bf\u03c2, \u03bf\u03b4\u03bf\u03c3",
        "Stra\u1e9ee, stra\u00dfe",
        "STRASSE, strasse",
        "\u01c4UNGLA, \u01c6ungla",
        "\ud801\udc00\ud801\udc01, \ud801\udc28\ud801\udc29",
    })
    void lowerCaseIsTheSameInEveryCountry(String text, String lower) {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "lt-LT", "de-DE", "en-US")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(split("words", text)).isEqualTo(lower);
                assertThat(split("characters", text).replace("|", "")).isEqualTo(lower);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void accentsThatHtmlWritesAsNumbersAreComposed() {
        String text = "cafe&#769; caf&eacute;&nbsp;x";

        assertThat(tokens(fit(settings("strip_html", true), text), text))
                .containsExactly("caf\u00e9|caf\u00e9|x");
    }

    @Test
    void itemsOfSequencesHaveNoBlanksAround() {
        FittedInput input =
                Offers.input("sequence", Map.of("column", "text", "separator", "|"))
                        .fit(Offers.texts("a b|\u00a0c |d\u3000|c"));

        assertThat(tokens(input, "a\u00a0b|c|d")).containsExactly("a b|c|d");
        FittedInput blanks =
                Offers.input("sequence", Map.of("column", "text"))
                        .fit(Offers.texts("a b\u00a0c\u3000d"));
        assertThat(tokens(blanks, "a b c d")).containsExactly("a|b|c|d");
    }
}
