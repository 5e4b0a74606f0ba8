// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import static dev.sora.nlp.text.Tokens.fit;
import static dev.sora.nlp.text.Tokens.rows;
import static dev.sora.nlp.text.Tokens.settings;
import static dev.sora.nlp.text.Tokens.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.nlp.Offers;
import dev.sora.particle.FittedInput;
import dev.sora.problem.DataException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that nobody writes, and state that nobody saved. */
final class TestHostileText {

    @ParameterizedTest
    @ValueSource(strings = {"words", "subword", "chinese", "characters"})
    void readsWhatNobodyWrites(String tokenizer) {
        String odd = "\ud800a\udc00 \u0000\u200b\ufeff\u202e ▁ \uffff b c\u0301 好\ud840";
        Map<String, Object> settings =
                settings("tokenizer", tokenizer, "empty", "unknown", "length", 50);
        FittedInput input = fit(settings, odd, "x".repeat(100_000), "", " \t");
        FittedInput back = Offers.input("text", settings).restore(input.state());

        assertThat(back.state()).isEqualTo(input.state());
        assertThat(rows(back, odd).get(0)).isEqualTo(rows(input, odd).get(0)).isNotEmpty();
    }

    @Test
    void learnsNoItemThatCouldNotBeReadBack() {
        String item = "y".repeat(10_001);
        Map<String, Object> settings = Map.of("column", "text", "length", 5);
        FittedInput input =
                Offers.input("sequence", settings).fit(Offers.texts("a " + item + " b", "a"));

        assertThat(input.state().get("words")).isEqualTo(List.of("a", "b"));
        assertThat(tokens(input, "b " + item + " a")).containsExactly("b|?|a");
        Offers.input("sequence", settings).restore(input.state());
    }

    @Test
    void takesNoSpaceForAMark() {
        Map<String, Object> settings = settings("marks", " !\n", "ngrams", 2);

        assertThat(tokens(fit(settings, "a ! b", "a b"), "a ! b")).containsExactly("a|!|a !|b|! b");
    }

    @Test
    void refusesStateThatNobodySaved() {
        Map<String, Object> state = fit(settings(), "a b").state();
        List<Object> wrong =
                Arrays.asList(
                        null,
                        7L,
                        "a",
                        List.of(),
                        List.of(1L),
                        List.of("a", "a"),
                        List.of(""),
                        Map.of("a", "b"),
                        Collections.nCopies(3_000_000, "a"),
                        -1L,
                        1e300,
                        Double.NaN,
                        1.5);
        for (String key : state.keySet()) {
            for (Object value : wrong) {
                if (key.equals("length") && Long.valueOf(7).equals(value)) {
                    continue;
                }
                Map<String, Object> changed = new HashMap<>(state);
                changed.put(key, value);
                assertThatThrownBy(() -> Offers.input("text", settings()).restore(changed))
                        .as("%s", key)
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("SORA-4504");
            }
        }
    }
}
