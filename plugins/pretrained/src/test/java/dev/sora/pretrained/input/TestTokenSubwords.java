// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.pretrained.TinyTokenizer;
import dev.sora.pretrained.tokenizer.Tokenizer;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens and their pieces, also where other programs lose the connection between both. */
final class TestTokenSubwords {

    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int UNKNOWN = 1;

    /** The tokens "ba ##d" "," "good" with their places; index 0 is [CLS]. */
    @Test
    void placesAreThoseOfThePiecesOfEachToken() {
        assertThat(pieces("bad", ",", "good")).containsExactly(CLS, 17, 12, 15, 8, SEP);
        assertThat(spans("bad", ",", "good")).containsExactly(1, 3, 3, 4, 4, 5);
    }

    /**
     * A token of which no piece is marked as one within a word, such as 1996-08-27: flairNLP/flair
     * 1494 took its parts for tokens. Each token has its own places here, whatever its pieces are.
     */
    @Test
    void partsAfterPunctuationBelongToTheirToken() {
        assertThat(pieces("bads,a!a", "film"))
                .containsExactly(CLS, 17, 12, 11, 15, 5, 16, 5, 9, SEP);
        assertThat(spans("bads,a!a", "film")).containsExactly(1, 8, 8, 9);
    }

    /**
     * Tokens of which the tokenizer leaves nothing, at the start, at the end, or all:
     * flairNLP/flair 1600, 2882, 3218 and 1221. They keep their place among the tokens.
     */
    @Test
    void tokensWithoutPiecesKeepTheirPlaces() {
        assertThat(spans("\u200b", "good", "\ufeff")).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(pieces("\u200b", "\u200d")).containsExactly(CLS, SEP);
        assertThat(spans("\u200b", "\u200d")).containsExactly(1, 1, 1, 1);
    }

    /**
     * Characters and words that are not in the vocabulary are pieces: one for each token at least.
     */
    @Test
    void unknownTokensHaveAPiece() {
        assertThat(pieces("xyz", "漢字", "a")).containsExactly(CLS, UNKNOWN, 19, UNKNOWN, 5, SEP);
        assertThat(spans("xyz", "漢字", "a")).containsExactly(1, 2, 2, 4, 4, 5);
    }

    /**
     * Tokenizers on bytes tell a word by the space before it; without one, the tokens of a list
     * would be parts of one word (huggingface/transformers 12665).
     */
    @Test
    void tokensOnBytesAreWordsAlsoWithoutSpaces() {
        String json =
                """
                {"pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                    {"type": "ByteLevel", "add_prefix_space": %s, "use_regex": true}]},
                 "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "\u0120": 2, "\u0120a": 3, "\u0120b": 4, "ab": 5},
                  "merges": ["\u0120 a", "\u0120 b", "a b"]}}
                """;
        for (boolean prefix : new boolean[] {false, true}) {
            Tokenizer tokenizer =
                    Tokenizer.read(TinyTokenizer.bytes(json.formatted(prefix)), "bytes");
            int[] starts = new int[4];

            assertThat(tokenizer.encode(List.of("a", "b", "a"), 10, starts))
                    .containsExactly(3, 4, 3)
                    .containsExactly(tokenizer.encode(" a b a", 10));
            assertThat(starts).containsExactly(0, 1, 2, 3);
        }
    }

    /** A hostile sentence is not encoded to its end, and never cut in silence. */
    @Test
    void tooManyPiecesAreRefused() {
        String[] eight = new String[8];
        Arrays.fill(eight, "!!!!");

        assertThatThrownBy(() -> pieces(eight))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4596")
                .hasMessageContaining("at most 32");
        assertThatThrownBy(() -> pieces("!".repeat(1_000_000))).hasMessageContaining("SORA-4596");
        assertThat(pieces("!".repeat(30))).hasSize(32);
    }

    private static int[] pieces(String... tokens) {
        List<HostTensor> encoded = encoded(tokens);
        return Arrays.copyOf(ints(encoded.get(0)), ints(encoded.get(1))[0]);
    }

    private static int[] spans(String... tokens) {
        List<HostTensor> encoded = encoded(tokens);
        assertThat(ints(encoded.get(3))).containsExactly(tokens.length);
        int[] spans = ints(encoded.get(2));
        assertThat(Arrays.stream(spans).skip(2L * tokens.length)).allMatch(place -> place == 0);
        return Arrays.copyOf(spans, 2 * tokens.length);
    }

    private static List<HostTensor> encoded(String... tokens) {
        TokenSubwordsType type = new TokenSubwordsType();
        SampleRecords records =
                SampleRecords.of(Column.of("tokens", ColumnType.TEXTS)).row(List.of(tokens));
        FittedInput fitted =
                type.create(
                                Workbench.settings(
                                        type,
                                        Map.of(
                                                "column",
                                                "tokens",
                                                "tokenizer",
                                                TinyTokenizer.wordPiece().toString(),
                                                "length",
                                                8,
                                                "pieces",
                                                32)))
                        .fit(records);
        return fitted.encode(records.list());
    }

    private static int[] ints(HostTensor tensor) {
        int[] values = new int[(int) tensor.shape().size()];
        tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer().get(values);
        return values;
    }
}
