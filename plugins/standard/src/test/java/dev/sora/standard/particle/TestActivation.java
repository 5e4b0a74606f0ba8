// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.UnaryParticle;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestActivation {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    /** Values at -1.5 and 0.7, computed in double precision from the functions' definitions. */
    @ParameterizedTest
    @CsvSource({
        "none, -1.5, 0.7",
        "relu, 0, 0.7",
        "leaky_relu, -0.015, 0.7",
        "elu, -0.7768698, 0.7",
        "selu, -1.3658143, 0.7354907",
        "gelu, -0.1002108, 0.5306254",
        "tanh, -0.9051483, 0.6043678",
        "sigmoid, 0.1824255, 0.6681878",
        "softplus, 0.2014133, 1.1031861",
        "softsign, -0.6, 0.4117647",
        "swish, -0.2736383, 0.4677314",
        "silu, -0.2736383, 0.4677314",
        "mish, -0.2980998, 0.5611484",
        "softmax, 0.0997505, 0.9002495",
    })
    void computes(String function, float negative, float positive) {
        NDArray input = lab.manager().create(new float[] {-1.5f, 0.7f}, new Shape(1, 2));

        Signal output =
                lab.run(Offered.particle("activation", Map.of("function", function)), true, input);

        assertThat(output.values().toFloatArray())
                .containsExactly(new float[] {negative, positive}, within(2e-6f));
    }

    @Test
    void keepsShapeAndLengths() {
        UnaryParticle particle = Offered.particle("activation", Map.of());
        NDArray mask = lab.numbers(2);

        Signal output =
                particle.forward(
                        Signal.sequence(lab.numbers(2, 3, 4), mask), lab.pass(true, Map.of()));

        assertThat(output.values().getShape()).isEqualTo(new Shape(2, 3, 4));
        assertThat(output.lengths()).isSameAs(mask);
    }
}
