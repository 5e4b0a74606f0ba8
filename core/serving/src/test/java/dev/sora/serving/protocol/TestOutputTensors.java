// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values of outputs become tensors of their types. */
final class TestOutputTensors {

    private static Tensor only(Object... values) {
        return OutputTensors.of(
                        List.of(values).stream()
                                .map(value -> Map.of("y", Map.of("value", value)))
                                .toList())
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
    void aNumberThatIsNotFiniteStaysValidJson() {
        Tensor tensor = only(Double.NaN, 1.0);

        assertThat(tensor.datatype()).isEqualTo("BYTES");
        assertThat(tensor.data()).containsExactly("null", "1.0");
        assertThat(Json.readObject(Json.line(tensor.tree()), "tensor")).containsKey("data");
    }
}
