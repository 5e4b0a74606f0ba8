// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.optimiser.Optimiser;
import dev.sora.standard.lab.Offered;
import dev.sora.testkit.Workbench;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The swarm on the functions on which swarms are compared (Clerc and Kennedy, 2002), in 10 and 30
 * dimensions. A swarm of this kind finds the minimum of the sphere, the valley of Rosenbrock, and
 * in Rastrigin's function, with its 11 minima in each dimension, a low one.
 */
final class TestSwarmFunctions {

    private enum Function {
        SPHERE(3, x -> sum(x, i -> (double) x[i] * x[i], x.length)),
        ROSENBROCK(
                -1,
                x ->
                        sum(
                                x,
                                i ->
                                        100 * Math.pow(x[i + 1] - (double) x[i] * x[i], 2)
                                                + Math.pow(1 - x[i], 2),
                                x.length - 1)),
        RASTRIGIN(
                2.5f,
                x ->
                        sum(
                                x,
                                i -> (double) x[i] * x[i] - 10 * Math.cos(2 * Math.PI * x[i]) + 10,
                                x.length));

        private final float start;
        private final ToDoubleFunction<float[]> value;

        Function(float start, ToDoubleFunction<float[]> value) {
            this.start = start;
            this.value = value;
        }
    }

    private interface Term {
        double at(int index);
    }

    private static double sum(float[] x, Term term, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += term.at(i);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "SPHERE, 10, 200, 0.001",
        "SPHERE, 30, 400, 0.05",
        "ROSENBROCK, 10, 200, 20",
        "ROSENBROCK, 30, 400, 150",
        "RASTRIGIN, 10, 200, 60",
        "RASTRIGIN, 30, 400, 250"
    })
    void comesNearTheMinimum(Function function, int dimensions, int steps, double bound) {
        try (Workbench lab = new Workbench()) {
            Optimiser swarm =
                    Offered.optimiser(
                            "pso",
                            Map.of(
                                    "swarm_size",
                                    20,
                                    "spread",
                                    2.0,
                                    "velocity_limit",
                                    2.0,
                                    "reevaluate",
                                    false));
            NDArray weights = lab.manager().full(new Shape(dimensions), function.start);
            double before = function.value.applyAsDouble(weights.toFloatArray());
            swarm.begin(weights, new SplittableRandom(1));

            new Descent(
                            swarm,
                            weights,
                            0,
                            w ->
                                    w.getManager()
                                            .create(
                                                    (float)
                                                            function.value.applyAsDouble(
                                                                    w.toFloatArray())),
                            w -> w)
                    .steps(steps);

            double found = function.value.applyAsDouble(weights.toFloatArray());
            assertThat(found).as("from %s", before).isLessThan(bound);
        }
    }
}
