// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Offered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of pools, worked out by hand: zeros around an image do not count, in either direction. */
final class TestPooling {

    @Test
    void theMeanOfAWhiteImageIsWhite() {
        try (Workbench bench = new Workbench()) {
            NDArray white = bench.manager().ones(new Shape(2, 3, 5, 4));
            for (Map<String, Object> settings :
                    List.<Map<String, Object>>of(
                            Map.of("kernel", 3, "stride", 1, "padding", 1),
                            Map.of("kernel", 3, "stride", 2, "padding", 1),
                            Map.of("kernel", List.of(2, 4), "padding", List.of(1, 2)),
                            Map.of("kernel", 2))) {
                NDArray means =
                        bench.run(Offered.particle("avg_pool2d", settings), false, white).values();
                assertThat(means.toFloatArray()).as(settings.toString()).containsOnly(1f);
            }
        }
    }

    /** A 3 x 3 image 1 to 9; corners see 4 pixels, edges 6, the middle 9. */
    @Test
    void meansAreThoseOfThePixelsInTheImage() {
        try (Workbench bench = new Workbench()) {
            NDArray image = count(bench);
            UnaryParticle pool =
                    Offered.particle("avg_pool2d", Map.of("kernel", 3, "stride", 1, "padding", 1));

            assertThat(bench.run(pool, false, image).values().toFloatArray())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
        }
    }

    @Test
    void gradientsAreDividedByThePixelsInTheImage() {
        try (Workbench bench = new Workbench()) {
            NDArray image = count(bench);
            image.setRequiresGradient(true);
            UnaryParticle pool =
                    Offered.particle("avg_pool2d", Map.of("kernel", 3, "stride", 2, "padding", 1));
            try (GradientCollector tape = bench.manager().getEngine().newGradientCollector()) {
                tape.backward(
                        pool.forward(Signal.of(image), bench.pass(true, Map.of())).values().sum());
            }

            // four windows of four pixels each; the middle lies in all, an edge in two
            assertThat(image.getGradient().toFloatArray())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(.25f, .5f, .25f, .5f, 1, .5f, .25f, .5f, .25f);
        }
    }

    /** The greatest of negative pixels is negative: the zeros around them are no candidates. */
    @Test
    void theGreatestValueIsOneOfTheImage() {
        try (Workbench bench = new Workbench()) {
            UnaryParticle pool =
                    Offered.particle("max_pool2d", Map.of("kernel", 3, "stride", 2, "padding", 1));

            assertThat(bench.run(pool, false, count(bench).neg()).values().toFloatArray())
                    .containsExactly(-1, -2, -4, -5);
        }
    }

    /** Rows and columns that fill no window are left out, as the planned shape says. */
    @ParameterizedTest
    @CsvSource({"avg_pool2d, 3", "max_pool2d, 5"})
    void whatFillsNoWindowIsLeftOut(String name, float expected) {
        try (Workbench bench = new Workbench()) {
            NDArray pooled =
                    bench.run(Offered.particle(name, Map.of()), false, count(bench)).values();

            assertThat(pooled.getShape()).isEqualTo(new Shape(1, 1, 1, 1));
            assertThat(pooled.toFloatArray()[0]).isCloseTo(expected, within(1e-6f));
        }
    }

    @Test
    void theGlobalMeanIsThatOfEachChannel() {
        try (Workbench bench = new Workbench()) {
            NDArray images = count(bench).concat(count(bench).mul(10), 1);

            assertThat(
                            bench.run(Offered.particle("global_avg_pool", Map.of()), false, images)
                                    .values()
                                    .toFloatArray())
                    .containsExactly(5, 50);
        }
    }

    private static NDArray count(Workbench bench) {
        return bench.manager().arange(1f, 10f).reshape(1, 1, 3, 3);
    }
}
