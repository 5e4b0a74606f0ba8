// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.vision.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What particles plan, and what they then compute. */
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
                of("residual", Map.of("filters", 4), "(4, 13, 10)"),
                of("residual", Map.of("filters", 6, "stride", 2), "(6, 7, 5)"),
                of("cnn", Map.of(), "(128)"),
                of("cnn", Map.of("units", List.of(), "batch_norm", true), "(64, 3, 2)"),
                of("lenet", Map.of("dropout", 0.1), "(84)"),
                of("resnet", Map.of(), "(64)"));
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @MethodSource("particles")
    void computeWhatTheyPlan(String name, Map<String, Object> settings, String planned) {
        long height = name.equals("lenet") ? 28 : 13;
        long width = name.equals("lenet") ? 28 : 10;
        CoreParticle particle = Workbench.particle(name, settings);
        ParticlePlan plan = particle.plan(SignalSpec.floats(4, height, width));
        assertThat(plan.output()).hasToString(planned);
        try (Workbench bench = new Workbench()) {
            bench.prepare(plan.parameters(), 3);
            for (long batch : new long[] {1, 2, 7}) {
                // one channel's mean over one value has no variance to train by
                for (boolean training : new boolean[] {false, batch > 1}) {
                    float[] values = new float[(int) (batch * 4 * height * width)];
                    NDArray images = bench.images(values, batch, 4, height, width);
                    Shape computed = bench.run(particle, images, training).getShape();
                    assertThat(computed)
                            .isEqualTo(new Shape(batch).addAll(plan.output().values().shape()));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("particles")
    void carryUnknownDimensionsOn(String name, Map<String, Object> settings, String planned) {
        ParticlePlan plan = Workbench.particle(name, settings).plan(SignalSpec.floats(-1, -1, -1));
        long known = planned.chars().filter(c -> c == ',').count();
        assertThat(plan.output().values().rank()).isEqualTo((int) known + 1);
    }

    @Test
    void sayWhatAKernelNeeds() {
        CoreParticle particle =
                Workbench.particle("conv2d", Map.of("kernel", 5, "padding", "valid"));

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
        CoreParticle particle = Workbench.particle("conv2d", Map.of("pool", 4));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(1, 3, 28)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at least 4 x 4 for a pool of 4 x 4");
    }

    @Test
    void refuseVectorsWithARemedy() {
        for (String name : List.of("conv2d", "max_pool2d", "residual", "lenet", "resnet")) {
            assertThatThrownBy(
                            () -> Workbench.particle(name, Map.of()).plan(SignalSpec.floats(784)))
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
        CoreParticle particle = Workbench.particle("conv2d", Map.of("filters", 6, "groups", 3));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(4, 8, 8)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("divided into 3 groups");
    }

    @Test
    void refuseMorePaddingThanHalfAPool() {
        CoreParticle particle = Workbench.particle("max_pool2d", Map.of("padding", 2));

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(4, 8, 8)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("half the kernel");
    }

    @Test
    void poolBeforeTheActivationChangesNothing() {
        try (Workbench bench = new Workbench()) {
            SignalSpec image = SignalSpec.floats(2, 8, 8);
            CoreParticle fused = Workbench.particle("conv2d", Map.of("filters", 3, "pool", 2));
            CoreParticle plain = Workbench.particle("conv2d", Map.of("filters", 3));
            CoreParticle pool = Workbench.particle("max_pool2d", Map.of());
            bench.prepare(fused.plan(image).parameters(), 9);
            NDArray images = bench.manager().randomNormal(new Shape(5, 2, 8, 8));

            NDArray expected = bench.run(pool, bench.run(plain, images, false), false);

            assertThat(bench.run(fused, images, false).allClose(expected)).isTrue();
        }
    }

    private static Arguments of(String name, Map<String, Object> settings, String planned) {
        return Arguments.of(name, settings, planned);
    }
}
