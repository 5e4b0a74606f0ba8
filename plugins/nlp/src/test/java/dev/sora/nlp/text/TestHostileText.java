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
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import java.util.ArrayList;
import java.util.Collections;
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

        assertThat(input.state().strings("words")).isEqualTo(List.of("a", "b"));
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
        State state = fit(settings(), "a b").state();
        List<State.Builder> wrong = new ArrayList<>();
        for (String key : state.values().keySet()) {
            wrong.add(state.toBuilder().without(key));
            wrong.add(state.toBuilder().string(key, "a"));
            wrong.add(state.toBuilder().strings(key, List.of()));
            wrong.add(state.toBuilder().integers(key, 1));
            wrong.add(state.toBuilder().strings(key, List.of("a", "a")));
            wrong.add(state.toBuilder().strings(key, List.of("")));
            wrong.add(state.toBuilder().states(key, List.of(State.builder().build())));
            wrong.add(state.toBuilder().strings(key, Collections.nCopies(3_000_000, "a")));
            wrong.add(state.toBuilder().integer(key, -1));
            wrong.add(state.toBuilder().number(key, 1e300));
            wrong.add(state.toBuilder().number(key, Double.NaN));
            wrong.add(state.toBuilder().number(key, 1.5));
        }
        assertThat(wrong).isNotEmpty();
        for (State.Builder broken : wrong) {
            assertThatThrownBy(() -> Offers.input("text", settings()).restore(broken.build()))
                    .as("%s", broken.build())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4411");
        }
    }
}
