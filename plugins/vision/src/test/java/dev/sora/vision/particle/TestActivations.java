// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Offered;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions of {@code activation}, after a convolution whose kernel is one pixel. */
final class TestActivations {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

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
    })
    void computeEachPixel(String function, float negative, float positive) {
        NDArray result = convolved(function, 0, new float[] {1}, -1.5f, 0.7f);

        assertThat(result.toFloatArray())
                .containsExactly(new float[] {negative, positive}, within(2e-6f));
    }

    /** The channels are x and 0, of which the softmax is sigmoid(x) and sigmoid(-x). */
    @Test
    void softmaxIsOverTheChannelsOfAPixel() {
        NDArray result = convolved("softmax", 0, new float[] {1, 0}, -1.5f, 0.7f);

        assertThat(result.toFloatArray())
                .containsExactly(
                        new float[] {0.1824255f, 0.6681878f, 0.8175745f, 0.3318122f},
                        within(2e-6f));
    }

    /** The maximum of mish is at -3, not at the greatest pixel, where it is -0.3034. */
    @Test
    void aMaximumIsTakenAfterAFunctionThatFalls() {
        NDArray result = convolved("mish", 2, new float[] {1}, -3, -1, -1, -1);

        assertThat(result.toFloatArray()).containsExactly(new float[] {-0.1456475f}, within(2e-6f));
    }

    private NDArray convolved(String function, int pool, float[] weights, float... pixels) {
        int rows = pool == 0 ? 1 : 2;
        NDArray image = bench.manager().create(pixels, new Shape(1, 1, rows, pixels.length / rows));
        NDArray weight = bench.manager().create(weights, new Shape(weights.length, 1, 1, 1));
        Map<String, Object> settings =
                Map.of(
                        "filters",
                        weights.length,
                        "kernel",
                        1,
                        "bias",
                        false,
                        "activation",
                        function,
                        "pool",
                        pool);
        return Offered.particle("conv2d", settings)
                .forward(Signal.of(image), bench.pass(true, Map.of("weight", weight)))
                .values();
    }
}
