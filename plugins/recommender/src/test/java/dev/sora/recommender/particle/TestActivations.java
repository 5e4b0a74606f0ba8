// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Particle;
import dev.sora.recommender.Offers;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions of {@code activation}, after a layer that passes its two numbers on. */
final class TestActivations {

    /** Values at -1.5 and 0.7, computed in double precision from the functions' definitions. */
    @ParameterizedTest
    @CsvSource({
        "elu, -0.7768698, 0.7",
        "selu, -1.3658143, 0.7354907",
        "gelu, -0.1002108, 0.5306254",
        "softplus, 0.2014133, 1.1031861",
        "softsign, -0.6, 0.4117647",
        "swish, -0.2736383, 0.4677314",
        "silu, -0.2736383, 0.4677314",
        "mish, -0.2980998, 0.5611484",
        "softmax, 0.0997505, 0.9002495",
    })
    void compute(String function, float negative, float positive) {
        Particle tower =
                Offers.particle("ncf-mlp", Map.of("units", List.of(2), "activation", function));
        try (Workbench bench = new Workbench()) {
            NDArray numbers = bench.manager().create(new float[] {-1.5f, 0.7f}, new Shape(1, 2));
            Map<String, NDArray> parameters =
                    Map.of(
                            "dense1.weight", bench.manager().eye(2),
                            "dense1.bias", bench.manager().zeros(new Shape(2)));

            NDArray result =
                    tower.forward(List.of(Signal.of(numbers)), bench.pass(true, parameters))
                            .values();

            assertThat(result.toFloatArray())
                    .containsExactly(new float[] {negative, positive}, within(2e-6f));
        }
    }
}
