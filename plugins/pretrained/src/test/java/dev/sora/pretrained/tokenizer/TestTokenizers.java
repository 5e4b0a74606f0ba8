// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sora.pretrained.TinyTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same tokens as the library <i>tokenizers</i> 0.23.2 gives: for texts of public reports
 * (huggingface/tokenizers 83, 215, 340 and 576, ggml-org/llama.cpp 5496) and other unusual ones.
 */
final class TestTokenizers {

    @ParameterizedTest
    @ValueSource(
            strings = {"bert-uncased", "bert-cased", "roberta", "bpe-unknown", "llama", "unigram"})
    void giveTheTokensOfTheLibrary(String name) throws IOException {
        JsonObject expected;
        try (InputStream in = TestTokenizers.class.getResourceAsStream("expected.json")) {
            expected =
                    JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .getAsJsonObject();
        }
        Gson gson = new Gson();
        String[] texts = gson.fromJson(expected.get("texts"), String[].class);
        int[][] tokens = gson.fromJson(expected.getAsJsonObject("tokens").get(name), int[][].class);
        String json = expected.getAsJsonObject("tokenizers").get(name).toString();

        Tokenizer tokenizer = Tokenizer.read(TinyTokenizer.bytes(json), name);

        assertThat(tokens.length).isEqualTo(texts.length);
        for (int i = 0; i < texts.length; i++) {
            assertThat(tokenizer.encode(texts[i], 10_000)).as(texts[i]).containsExactly(tokens[i]);
        }
    }
}
