// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.optimiser.Optimiser;
import dev.sora.standard.lab.Offered;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Functions whose minimum is 0, and where members of a swarm start. */
enum SwarmFunction {
    SPHERE(100) {
        @Override
        double at(float[] x) {
            double sum = 0;
            for (float each : x) {
                sum += (double) each * each;
            }
            return sum;
        }
    },
    ROSENBROCK(30) {
        @Override
        double at(float[] x) {
            double sum = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double apart = x[i + 1] - (double) x[i] * x[i];
                sum += 100 * apart * apart + (1.0 - x[i]) * (1.0 - x[i]);
            }
            return sum;
        }
    },
    RASTRIGIN(5.12) {
        @Override
        double at(float[] x) {
            double sum = 0;
            for (float each : x) {
                sum += (double) each * each - 10 * Math.cos(2 * Math.PI * each) + 10;
            }
            return sum;
        }
    };

    private static final int STRIDE = 10;

    private final double range;

    SwarmFunction(double range) {
        this.range = range;
    }

    abstract double at(float[] x);

    /**
     * Returns after how many steps a swarm reaches a value, in tens; empty if it does not.
     *
     * @param most the greatest number of steps
     * @param bounded whether weights beyond the range are moved back to it
     */
    OptionalInt stepsTo(
            double goal, int dimensions, int members, int most, long seed, boolean bounded) {
        try (Workbench lab = new Workbench()) {
            Map<String, Object> settings =
                    new HashMap<>(
                            Map.of(
                                    "swarm_size",
                                    members,
                                    "spread",
                                    range / 2,
                                    "velocity_limit",
                                    range,
                                    "reevaluate",
                                    false));
            if (bounded) {
                settings.put("bound", range);
            }
            Optimiser swarm = Offered.optimiser("pso", settings);
            NDArray weights = lab.manager().full(new Shape(dimensions), (float) (range / 2));
            swarm.begin(weights, new SplittableRandom(seed));
            Descent descent =
                    new Descent(
                            swarm,
                            weights,
                            0,
                            w -> w.getManager().create((float) at(w.toFloatArray())),
                            w -> w);
            for (int steps = STRIDE; steps <= most; steps += STRIDE) {
                descent.steps(STRIDE);
                if (at(weights.toFloatArray()) < goal) {
                    return OptionalInt.of(steps);
                }
            }
            return OptionalInt.empty();
        }
    }
}
