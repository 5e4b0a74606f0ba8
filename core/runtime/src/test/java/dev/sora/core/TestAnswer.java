// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestAnswer {

    private final Answer answer =
            new Answer(
                    Map.of(
                            "label",
                            7.0,
                            "probabilities",
                            Map.of("a", 0.25, "b", 0.75f),
                            "vector",
                            new float[] {1, 2},
                            "labels",
                            List.of("x", 2L, true),
                            "known",
                            false,
                            "boxes",
                            List.of(Map.of("label", "cat", "score", 0.5))));

    @Test
    void returnsValuesByTheirType() {
        assertThat(answer.text("label")).isEqualTo("7");
        assertThat(answer.number("label")).isEqualTo(7);
        assertThat(answer.numbers("probabilities"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 0.25, "b", 0.75));
        assertThat(answer.vector("vector")).containsExactly(1, 2);
        assertThat(answer.texts("labels")).containsExactly("x", "2", "true");
        assertThat(answer.flag("known")).isFalse();
        assertThat(answer.answers("boxes").get(0).text("label")).isEqualTo("cat");
        assertThat(answer.has("label")).isTrue();
        assertThat(answer.has("other")).isFalse();
    }

    @Test
    void namesTheKeysWhereOneIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer.text("lable"))
                .withMessageContaining("'lable'")
                .withMessageContaining("label");
    }

    @Test
    void refusesValuesOfAnotherType() {
        assertThatIllegalStateException().isThrownBy(() -> answer.text("boxes"));
        assertThatIllegalStateException().isThrownBy(() -> answer.number("known"));
        assertThatIllegalStateException().isThrownBy(() -> answer.flag("label"));
        assertThatIllegalStateException().isThrownBy(() -> answer.vector("labels"));
        assertThatIllegalStateException().isThrownBy(() -> answer.numbers("label"));
        assertThatIllegalStateException().isThrownBy(() -> answer.answers("labels"));
    }

    @Test
    void refusesWhatItCannotReturnExactly() {
        long large = (1L << 53) + 1;
        Answer odd =
                new Answer(
                        Map.of(
                                "texts",
                                Arrays.asList("x", null),
                                "identifier",
                                large,
                                "most",
                                Long.MAX_VALUE,
                                "even",
                                1L << 60,
                                "vector",
                                List.of(1, large),
                                "numbers",
                                Map.of("a", large),
                                "half",
                                0.5));
        assertThatIllegalStateException().isThrownBy(() -> odd.texts("texts"));
        assertThatIllegalStateException().isThrownBy(() -> odd.number("identifier"));
        assertThatIllegalStateException().isThrownBy(() -> odd.number("most"));
        assertThatIllegalStateException().isThrownBy(() -> odd.vector("vector"));
        assertThatIllegalStateException().isThrownBy(() -> odd.numbers("numbers"));
        assertThatIllegalStateException().isThrownBy(() -> odd.integer("half"));
        assertThat(odd.integer("identifier")).isEqualTo(large);
        assertThat(odd.number("even")).isEqualTo(0x1p60);
        assertThat(answer.integer("label")).isEqualTo(7);
    }
}
