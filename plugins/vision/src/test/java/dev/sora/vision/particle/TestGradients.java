// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.SignalSpec;
import dev.sora.vision.Workbench;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of each particle, against finite differences. */
final class TestGradients {

    private static final long BATCH = 3;

    /** Large steps drown rounding, small ones pass by the corners of max-pools. */
    private static final double[] STEPS = {4e-3, 1e-3, 3e-4};

    static List<Arguments> particles() {
        // smooth activations, for differences across the corner of a rectifier prove nothing
        return List.of(
                of("conv2d", Map.of("filters", 3, "activation", "tanh")),
                of("conv2d", Map.of("filters", 2, "kernel", 2, "activation", "silu")),
                of("conv2d", Map.of("filters", 4, "groups", 2, "activation", "none", "stride", 2)),
                of(
                        "conv2d",
                        Map.of("filters", 2, "padding", "valid", "dilation", 2, "bias", false)),
                of("conv2d", Map.of("filters", 3, "batch_norm", true, "activation", "sigmoid")),
                of("conv2d", Map.of("filters", 2, "pool", 2, "activation", "gelu")),
                of("max_pool2d", Map.of()),
                of("avg_pool2d", Map.of("kernel", 3, "stride", 2, "padding", 1)),
                of("global_avg_pool", Map.of()),
                of("residual", Map.of("filters", 2, "activation", "tanh")),
                of("residual", Map.of("filters", 3, "stride", 2, "activation", "tanh")),
                of("residual", Map.of("filters", 2, "batch_norm", false, "activation", "gelu")),
                of("lenet", Map.of("activation", "tanh")),
                of("cnn", Map.of("filters", List.of(2, 3), "units", List.of(4))),
                of("resnet", Map.of("widths", List.of(2, 3), "blocks", 1, "activation", "tanh")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("particles")
    void agreeWithDifferences(String name, Map<String, Object> settings) {
        long side = name.equals("lenet") ? 12 : 6;
        CoreParticle particle = Workbench.particle(name, settings);
        ParticlePlan plan = particle.plan(SignalSpec.floats(2, side, side));
        try (Workbench bench = new Workbench()) {
            Random random = new Random(11);
            bench.prepare(plan.parameters(), 5);
            // the input is a parameter like the others, so its gradient is checked too
            float[] pixels = new float[(int) (BATCH * side * side * 2)];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextGaussian();
            }
            NDArray stored = bench.manager().create(pixels, shape(side));
            stored.setRequiresGradient(true);
            bench.parameters().put("input", stored);
            NDArray weights = bench.manager().randomNormal(batched(plan));
            Function<Pass, NDArray> loss =
                    pass -> {
                        NDArray images = stored.transpose(0, 3, 1, 2);
                        images.attach(pass.manager());
                        NDArray output = particle.forward(new NDList(images), pass).head();
                        return output.mul(weights).sum();
                    };

            Map<String, float[]> gradients = new TreeMap<>();
            bench.gradients(loss, gradients);

            for (Map.Entry<String, NDArray> parameter : bench.parameters().entrySet()) {
                if (parameter.getKey().contains("running")) {
                    continue;
                }
                float[] exact = gradients.get(parameter.getKey());
                assertThat(exact).as(parameter.getKey()).isNotNull();
                for (int probe = 0; probe < 4; probe++) {
                    int at = random.nextInt(exact.length);
                    double away = Double.MAX_VALUE;
                    for (double step : STEPS) {
                        double slope = slope(bench, loss, parameter.getKey(), at, step);
                        away = Math.min(away, Math.abs(slope - exact[at]));
                    }
                    assertThat(away)
                            .as("%s[%d] = %s", parameter.getKey(), at, exact[at])
                            .isLessThan(0.02 + 0.03 * Math.abs(exact[at]));
                }
            }
        }
    }

    private static double slope(
            Workbench bench, Function<Pass, NDArray> loss, String name, int at, double step) {
        NDArray original = bench.parameters().get(name);
        float[] values = original.toFloatArray();
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] moved = values.clone();
            moved[at] += (float) (side == 0 ? -step : step);
            original.setRequiresGradient(false);
            original.set(moved);
            losses[side] = loss.apply(bench.pass(true, bench.manager())).getFloat();
        }
        original.set(values);
        return (losses[1] - losses[0]) / (2 * step);
    }

    private static ai.djl.ndarray.types.Shape shape(long side) {
        return new ai.djl.ndarray.types.Shape(BATCH, side, side, 2);
    }

    private static ai.djl.ndarray.types.Shape batched(ParticlePlan plan) {
        return new ai.djl.ndarray.types.Shape(BATCH).addAll(plan.output().values().shape());
    }

    private static Arguments of(String name, Map<String, Object> settings) {
        return Arguments.of(name, settings);
    }
}
