// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.pretrained.TinyTokenizer;
import dev.sora.problem.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other files, and tokenisers of another kind, are refused with their place. */
final class TestBrokenTokenizers {

    private static final String SOUND = TinyTokenizer.wordPieceJson();

    private static Tokenizer read(String json) {
        return Tokenizer.read(TinyTokenizer.bytes(json), "tokenizer.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"BertNormalizer\"|\"Nmt\"|SORA-4587|normalizer",
                "\"BertPreTokenizer\"|\"UnicodeScripts\"|SORA-4587|pre_tokenizer",
                "\"TemplateProcessing\"|\"Other\"|SORA-4587|post_processor",
                "\"type\":\"WordPiece\",\"unk|\"type\":\"WordLevel\",\"unk|SORA-4587|model",
                "\"[UNK]\":1|\"[UNKNOWN]\":1|SORA-4586|model.unk_token",
                "\"film\":9|\"film\":-9|SORA-4586|model.vocab.film",
                "\"film\":9|\"film\":1e300|SORA-4586|model.vocab.film",
                "\"film\":9|\"film\":99999999|SORA-4586|model.vocab.film",
                "\"film\":9|\"film\":\"9\"|SORA-4586|model.vocab.film",
                "\"clean_text\":true|\"clean_text\":1|SORA-4586|normalizer.clean_text",
                "\"ids\":[2]|\"ids\":[2.5]|SORA-4586|special_tokens",
                "\"max_input_chars_per_word\":100|\"max_input_chars_per_word\":1001|SORA-4586|model.max_input",
            })
    void areRefused(String sound, String broken, String code, String place) {
        assertThat(SOUND).contains(sound);

        assertThatThrownBy(() -> read(SOUND.replace(sound, broken)))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.problems().get(0).code()).isEqualTo(code);
                            assertThat(e.problems().get(0).message()).contains(place);
                            assertThat(e.problems().get(0).where()).isEqualTo("tokenizer.json");
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1]|SORA-4586", "{|SORA-4585", "''|SORA-4586", "{}|SORA-4586"})
    void areNoTokenizers(String json, String code) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo(code));
    }

    @Test
    void mayNotNestWithoutEnd() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThatThrownBy(() -> read("{\"model\": " + deep + "}"))
                .isInstanceOf(DataException.class);
    }

    /** An expression of a file could take time without end. */
    @Test
    void mayNotBringExpressions() {
        String json =
                SOUND.replace(
                        "{\"type\":\"BertPreTokenizer\"}",
                        "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a+)+$\"},\"behavior\":\"Isolated\"}");

        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo("SORA-4587"));
    }

    @Test
    void cutTextsAtTheirEndAndKeepWhatIsAround() {
        Tokenizer tokenizer = read(SOUND);

        assertThat(tokenizer.encode("a good film", 100)).containsExactly(2, 5, 8, 9, 3);
        assertThat(tokenizer.encode("a good film", 4)).containsExactly(2, 5, 8, 3);
        assertThat(tokenizer.encode("", 4)).containsExactly(2, 3);
        assertThat(List.of(tokenizer.size(), tokenizer.around())).containsExactly(20, 2);
    }
}
