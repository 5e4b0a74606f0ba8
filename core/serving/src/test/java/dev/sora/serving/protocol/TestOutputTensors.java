// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sora.serving.refusal.RefusedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The values of outputs become tensors of their types. */
final class TestOutputTensors {

    private static Tensor only(Object... values) {
        return OutputTensors.of(
                        List.of(values).stream()
                                .map(value -> Map.of("y", Map.of("value", value)))
                                .toList(),
                        List.of(),
                        Optional.empty())
                .get(0);
    }

    @Test
    void plainValuesHaveOneElementEach() {
        assertThat(only("a", "b"))
                .isEqualTo(
                        new Tensor("y.value", "BYTES", List.of(2L), List.of("a", "b"), List.of()));
        assertThat(only(1L, 2L).datatype()).isEqualTo("INT64");
        assertThat(only(true, false).datatype()).isEqualTo("BOOL");
        assertThat(only(1L, 2.5).datatype()).isEqualTo("FP64");
        assertThat(only(0.1f, 0.2f)).extracting(Tensor::datatype).isEqualTo("FP32");
    }

    @Test
    void vectorsAndNumbersByNameAreTables() {
        assertThat(only(new float[] {1, 2}, new float[] {3, 4}))
                .isEqualTo(
                        new Tensor(
                                "y.value",
                                "FP32",
                                List.of(2L, 2L),
                                List.of(1.0, 2.0, 3.0, 4.0),
                                List.of()));
        Map<String, Object> probabilities = new LinkedHashMap<>();
        probabilities.put("cat", 0.25);
        probabilities.put("dog", 0.75);
        assertThat(only(probabilities))
                .isEqualTo(
                        new Tensor(
                                "y.value",
                                "FP64",
                                List.of(1L, 2L),
                                List.of(0.25, 0.75),
                                List.of("cat", "dog")));
    }

    @Test
    void whatIsNoTensorIsItsJson() {
        assertThat(only(List.of(1.0), List.of(1.0, 2.0)).data())
                .containsExactly("[1.0]", "[1.0,2.0]");
        assertThat(only(Map.of("a", 1.0), Map.of("b", 1.0)).datatype()).isEqualTo("BYTES");
    }

    @Test
    void theTypeOfATensorDoesNotDependOnTheRequest() {
        Map<String, Map<String, Object>> first =
                Map.of("y", new LinkedHashMap<>(Map.of("value", 0.5, "list", List.of(1.0))));
        Map<String, Map<String, Object>> whole =
                Map.of("y", Map.of("value", 2L, "list", List.of(3.0), "more", true));

        List<Tensor> tensors = OutputTensors.of(List.of(whole), List.of(), Optional.of(first));
        assertThat(tensors)
                .extracting(Tensor::name, Tensor::datatype)
                .containsExactlyInAnyOrder(
                        tuple("y.value", "FP64"),
                        tuple("y.list", "BYTES"),
                        tuple("y.more", "BYTES"));
        assertThat(OutputTensors.described(first))
                .extracting(each -> each.get("name"), each -> each.get("datatype"))
                .containsExactlyInAnyOrder(tuple("y.value", "FP64"), tuple("y.list", "BYTES"));
    }

    @Test
    void refusesMoreElementsThanJsonHasValues() {
        Object[] rows = Collections.nCopies(1_001, new float[2_000]).toArray();

        assertThatThrownBy(() -> only(rows))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        large -> {
                            assertThat(large.status()).isEqualTo(413);
                            assertThat(large.problem().code()).isEqualTo("SORA-6107");
                        });
    }

    @Test
    void refusesAnAnswerThatLacksANumber() {
        Map<String, Map<String, Object>> first = Map.of("y", Map.of("value", 0.5));
        Map<String, Map<String, Object>> without = Map.of("y", Map.of("other", "a"));
        Map<String, Map<String, Object>> infinite = Map.of("y", Map.of("value", Double.NaN));

        for (Map<String, Map<String, Object>> each : List.of(without, infinite)) {
            assertThatThrownBy(
                            () ->
                                    OutputTensors.of(
                                            List.of(first, each), List.of(), Optional.of(first)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("SORA-6121")
                    .hasMessageContaining("record 2");
        }
        assertThat(OutputTensors.of(List.of(without), List.of("y.other"), Optional.of(first)))
                .extracting(Tensor::data)
                .containsExactly(List.of("a"));
    }
}
