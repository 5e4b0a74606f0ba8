// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that consist of the words of a list. */
final class TestWordList {

    private final Pieces pieces = new Pieces(List.of("▁a", "▁b", "c", "▁ac", "▁", "d"));

    private WordList list(String... words) {
        return WordList.of(List.of(words), pieces.entries());
    }

    private int[] symbols(String... names) {
        return List.of(names).stream().mapToInt(pieces.entries()::indexOf).toArray();
    }

    /** The trie over pieces: a word that begins another one may end, or go further. */
    @Test
    void aWordMayBeTheBeginningOfAnother() {
        // "acc" has the pieces ▁ac and c
        WordList list = list("ac", "acc", "b");

        assertThat(list.after(new int[0])).containsExactlyInAnyOrder(symbols("▁ac", "▁b"));
        assertThat(list.after(symbols("▁ac")))
                .containsExactlyInAnyOrder(symbols("c", "▁ac", "▁b", "<end>"));
        assertThat(list.after(symbols("▁ac", "c")))
                .containsExactlyInAnyOrder(symbols("▁ac", "▁b", "<end>"));
    }

    @Test
    void aTextHasAtLeastOneWordAndEndsAfterAWord() {
        WordList list = list("bcd");

        assertThat(list.after(new int[0])).containsExactly(symbols("▁b"));
        assertThat(list.after(symbols("▁b"))).containsExactly(symbols("c"));
        assertThat(list.whole(symbols("▁b", "c", "d", "▁b", "c")))
                .containsExactly(symbols("▁b", "c", "d"));
        assertThat(list.whole(symbols("▁b", "c"))).isEmpty();
    }

    /** One text may be words in several ways; none of them is given up too early. */
    @Test
    void allDivisionsAreFollowed() {
        WordList list = list("a", "a b", "bc");

        assertThat(list.after(symbols("▁a", "▁b")))
                .containsExactlyInAnyOrder(symbols("▁a", "▁b", "c", "<end>"));
        assertThat(list.whole(symbols("▁a", "▁b", "c"))).hasSize(3);
    }

    /** What the pieces do not have is written as bytes, so every word can be generated. */
    @Test
    void aWordOfUnknownCharactersIsGeneratedByItsBytes() {
        WordList list = list("aé");
        int[] word = pieces.encode("aé");

        assertThat(word).hasSize(3);
        for (int i = 0; i < word.length; i++) {
            assertThat(list.after(java.util.Arrays.copyOf(word, i))).containsExactly(word[i]);
        }
        assertThat(list.whole(word)).isEqualTo(word);
        assertThat(Pieces.decode(word, pieces.entries())).isEqualTo("aé");
    }

    @Test
    void punctuationFollowsWithAndWithoutASpace() {
        WordList list = list("b", ",");
        int[] attached = pieces.encodeAttached(",");

        assertThat(attached).hasSize(1);
        assertThat(list.after(symbols("▁b"))).contains(attached[0], pieces.encode(",")[0]);
        assertThat(Pieces.decode(new int[] {symbols("▁b")[0], attached[0]}, pieces.entries()))
                .isEqualTo("b,");
    }

    /** A word without pieces would leave nothing that may follow, which limits nothing. */
    @Test
    void spacesThatDoNotBreakAreBlank() {
        assertThat(WordList.isBlank("\u00a0\u202f ")).isTrue();
        assertThat(pieces.encode("\u00a0\u202f ")).isEmpty();
        assertThat(WordList.isBlank("\u00a0,")).isFalse();
        assertThat(list("\u00a0,").after(symbols("▁b"))).containsExactly(symbols("<end>"));
        assertThat(list("\u00a0,").after(pieces.encode(","))).contains(Pieces.END);
    }

    @Test
    void theShortestWordIsThatOfTheFewestPieces() {
        assertThat(list("bcd", "bc").shortest()).isEqualTo(2);
    }

    @Test
    void whatIsNotAllowedCanOnlyEnd() {
        assertThat(list("b").after(symbols("d"))).containsExactly(symbols("<end>"));
    }
}
