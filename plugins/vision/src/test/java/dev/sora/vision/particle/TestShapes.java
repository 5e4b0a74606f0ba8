// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Offered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What particles plan; that they then compute it is in their contracts. */
final class TestShapes {

    static List<Arguments> particles() {
        return List.of(
                of("conv2d", Map.of(), "(32, 13, 10)"),
                of("conv2d", Map.of("filters", 5, "padding", "valid"), "(5, 11, 8)"),
                of("conv2d", Map.of("filters", 5, "kernel", List.of(2, 4)), "(5, 13, 10)"),
                of("conv2d", Map.of("filters", 5, "stride", 2), "(5, 7, 5)"),
                of("conv2d", Map.of("filters", 5, "kernel", 4, "stride", 3), "(5, 5, 4)"),
                of("conv2d", Map.of("filters", 5, "padding", 2), "(5, 15, 12)"),
                of("conv2d", Map.of("filters", 5, "padding", List.of(0, 1)), "(5, 11, 10)"),
                of("conv2d", Map.of("filters", 4, "groups", 2, "dilation", 3), "(4, 13, 10)"),
                of("conv2d", Map.of("filters", 4, "pool", 3, "batch_norm", true), "(4, 4, 3)"),
                of("conv2d", Map.of("filters", 4, "pool", 2, "dropout", 0.5), "(4, 6, 5)"),
                of("max_pool2d", Map.of(), "(4, 6, 5)"),
                of("max_pool2d", Map.of("kernel", 3, "stride", 2, "padding", 1), "(4, 7, 5)"),
                of("avg_pool2d", Map.of("kernel", List.of(3, 2)), "(4, 4, 5)"),
                of("global_avg_pool", Map.of(), "(4)"),
                of("depthwise_conv2d", Map.of("multiplier", 2, "stride", 2), "(8, 7, 5)"),
                of("separable_conv2d", Map.of("filters", 5, "pool", 2), "(5, 6, 5)"),
                of("upsample", Map.of("scale", List.of(2, 3)), "(4, 26, 30)"),
                of("squeeze-excitation", Map.of(), "(4, 13, 10)"),
                of("inverted-residual", Map.of("filters", 6, "stride", 2), "(6, 7, 5)"),
                of("mbconv", Map.of("filters", 4), "(4, 13, 10)"),
                of("unet", Map.of("filters", List.of(5)), "(5, 13, 10)"),
                of("vit", Map.of("patch", List.of(13, 2), "units", 8), "(8)"),
                of("residual", Map.of("filters", 4), "(4, 13, 10)"),
                of("residual", Map.of("filters", 6, "stride", 2), "(6, 7, 5)"),
                of("cnn", Map.of(), "(128)"),
                of("cnn", Map.of("units", List.of(), "batch_norm", true), "(64, 3, 2)"),
                of("lenet", Map.of("dropout", 0.1), "(84)"),
                of("resnet", Map.of(), "(64)"));
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @MethodSource("particles")
    void planTheShapesOfTheUsualFormulas(
            String name, Map<String, Object> settings, String planned) {
        long height = name.equals("lenet") ? 28 : 13;
        long width = name.equals("lenet") ? 28 : 10;
        UnaryParticle particle = Offered.particle(name, settings);
        ParticlePlan plan = particle.plan(SignalSpec.floats(4, height, width));
        assertThat(plan.output()).hasToString(planned);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("particles")
    void carryUnknownDimensionsOn(String name, Map<String, Object> settings, String planned) {
        ParticlePlan plan = Offered.particle(name, settings).plan(SignalSpec.floats(-1, -1, -1));
        long known = planned.chars().filter(c -> c == ',').count();
        assertThat(plan.output().values().rank()).isEqualTo((int) known + 1);
    }

    @Test
    void sayWhatAKernelNeeds() {
        UnaryParticle particle =
                Offered.particle("conv2d", Map.of("kernel", 5, "padding", "valid"));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(16, 4, -1)))
                .isInstanceOfSatisfying(
                        ShapeException.class,
                        e -> {
                            assertThat(e.needs())
                                    .isEqualTo("an image of at least 5 x 5 for a kernel of 5 x 5");
                            assertThat(e.have()).isEqualTo("(16, 4, ?)");
                            assertThat(e.fix()).contains("padding: same");
                        });
    }

    @Test
    void sayWhereAPoolDoesNotFit() {
        UnaryParticle particle = Offered.particle("conv2d", Map.of("pool", 4));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(1, 3, 28)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at least 4 x 4 for a pool of 4 x 4");
    }

    @Test
    void refuseVectorsWithARemedy() {
        for (String name : List.of("conv2d", "max_pool2d", "residual", "lenet", "resnet")) {
            assertThatThrownBy(() -> Offered.particle(name, Map.of()).plan(SignalSpec.floats(784)))
                    .isInstanceOfSatisfying(
                            ShapeException.class,
                            e -> {
                                assertThat(e.needs())
                                        .isEqualTo("an image (channels, height, width)");
                                assertThat(e.have()).isEqualTo("(784)");
                                assertThat(e.fix()).contains("type: image");
                            });
        }
    }

    @Test
    void refuseGroupsThatDoNotDivide() {
        UnaryParticle particle = Offered.particle("conv2d", Map.of("filters", 6, "groups", 3));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(4, 8, 8)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("divided into 3 groups");
    }

    @Test
    void refuseAnImageThatCannotBeHalvedAsOftenAsAUNetNeeds() {
        UnaryParticle particle = Offered.particle("unet", Map.of("filters", List.of(2, 4, 8)));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(3, 32, 30)))
                .isInstanceOfSatisfying(
                        ShapeException.class,
                        e -> {
                            assertThat(e.needs()).endsWith("multiples of 4");
                            assertThat(e.have()).isEqualTo("(3, 32, 30)");
                            assertThat(e.fix()).contains("set 'size'");
                        });
    }

    @Test
    void refuseAUNetWithoutLevels() {
        UnaryParticle particle = Offered.particle("unet", Map.of("filters", List.of()));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(3, 32, 32)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 to 12 levels");
    }

    @Test
    void refuseMorePaddingThanHalfAPool() {
        UnaryParticle particle = Offered.particle("max_pool2d", Map.of("padding", 2));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(4, 8, 8)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("half the kernel");
    }

    @Test
    void poolBeforeTheActivationChangesNothing() {
        try (Workbench bench = new Workbench()) {
            UnaryParticle fused = Offered.particle("conv2d", Map.of("filters", 3, "pool", 2));
            UnaryParticle plain = Offered.particle("conv2d", Map.of("filters", 3));
            UnaryParticle pool = Offered.particle("max_pool2d", Map.of());
            Signal images = Signal.of(bench.numbers(5, 2, 8, 8));
            Pass pass = bench.pass(false, bench.parameters(fused.plan(SignalSpec.floats(2, 8, 8))));

            NDArray expected = pool.forward(plain.forward(images, pass), pass).values();

            assertThat(fused.forward(images, pass).values().allClose(expected)).isTrue();
        }
    }

    private static Arguments of(String name, Map<String, Object> settings, String planned) {
        return Arguments.of(name, settings, planned);
    }
}
