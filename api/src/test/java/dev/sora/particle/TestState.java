// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.sora.problem.DataException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TestState {

    private final State state =
            State.builder()
                    .string("text", "a\u0007" + "b".repeat(100))
                    .number("number", Double.NaN)
                    .integer("whole", 7)
                    .strings("texts", List.of("a", "b", "a"))
                    .numbers("numbers", 1, Double.POSITIVE_INFINITY)
                    .states("states", List.of(State.builder().bool("on", true).build()))
                    .build()
                    .from("model.sora, 'words'");

    @Test
    void asksForEachValueByItsType() {
        assertThat(state.integer("whole", 7, 7)).isEqualTo(7);
        assertThat(state.number("whole")).isEqualTo(7);
        assertThat(state.strings("texts")).containsExactly("a", "b", "a");
        assertThat(state.states("states").get(0).bool("on")).isTrue();
        assertThat(state.has("more")).isFalse();
        assertThat(state.toBuilder().build()).isEqualTo(state);
    }

    @Test
    void saysWhichValueIsNotWhatItShouldBe() {
        refused(() -> state.string("more"), ": more", "a string", "nothing");
        refused(() -> state.number("number"), ": number", "a number", "NaN");
        refused(() -> state.integer("whole", 8, 9), ": whole", "an integer from 8 to 9", "7");
        refused(() -> state.integer("text", 8, 9), ": text", "from 8 to 9", "'a?bbb");
        refused(() -> state.distinct("texts"), ": texts", "no two are equal", "3 strings");
        refused(() -> state.numbers("numbers"), ": numbers", "finite", "2 numbers");
        refused(() -> state.integers("texts"), ": texts", "integers", "3 strings");
        refused(() -> state.tensor("whole", DataType.UINT8), ": whole", "of uint8", "7");
        refused(() -> state.strings("states"), ": states", "strings", "1 states");
        refused(
                () -> state.states("states").get(0).string("on"),
                ": states[0].on",
                "a string",
                "true");
    }

    @Test
    void refusesKeysThatAreNoNames() {
        for (String key : List.of("", "a b", "$tensor", "a/b", "a.b", "a".repeat(65))) {
            assertThatThrownBy(() -> State.builder().integer(key, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keepsWhatItWasGiven() {
        double[] numbers = {1, 2};
        State kept = State.builder().numbers("x", numbers).build();
        numbers[0] = 9;
        kept.numbers("x")[1] = 9;

        assertThat(kept.numbers("x", 2)).containsExactly(1, 2);
    }

    private static void refused(
            ThrowingCallable question, String where, String needs, String have) {
        assertThatThrownBy(question)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4411")
                .hasMessageContaining("model.sora, 'words'" + where)
                .hasMessageContaining(needs)
                .hasMessageContaining(have);
    }
}
