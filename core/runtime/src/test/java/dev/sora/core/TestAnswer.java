// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void streamsInBatchesWithoutReadingAhead() {
        List<Integer> read = new ArrayList<>();
        boolean[] closed = new boolean[1];
        Stream<Map<String, Integer>> records =
                IntStream.iterate(1, i -> i + 1)
                        .peek(read::add)
                        .mapToObj(i -> Map.of("n", i))
                        .onClose(() -> closed[0] = true);

        try (Stream<Prediction> answers =
                PredictionStream.of(records, batch -> batch.stream().map(this::echo).toList())) {
            assertThat(answers.limit(70).map(p -> p.answer().number("n")).toList())
                    .hasSize(70)
                    .startsWith(1.0, 2.0)
                    .endsWith(70.0);
        }

        assertThat(read).hasSizeLessThanOrEqualTo(129);
        assertThat(closed[0]).isTrue();
    }

    private Prediction echo(Map<String, Integer> record) {
        return new Prediction(
                "memory",
                1,
                Map.of(),
                Map.of("echo", Map.of("n", record.get("n"))),
                Optional.empty());
    }
}
