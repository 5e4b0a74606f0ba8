// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.Engine;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.FusedOptimisers.AdamStep;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestFusedAdam {

    private static final double RATE = 0.01;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double EPSILON = 1e-8;

    private final Engine engine = CpuRuntime.engine(2, 1, true, WaitPolicy.ADAPTIVE);
    private final FusedOptimisers fused = engine.offers(FusedOptimisers.class).orElseThrow();

    @ParameterizedTest
    @CsvSource({"1, 0, false", "1003, 0, false", "1003, 0.1, false", "40000, 0.1, true"})
    void doesWhatTheFormulaSays(int size, double decay, boolean decoupled) {
        SplittableRandom random = new SplittableRandom(5);
        double[] w = random.doubles(size, -1, 1).toArray();
        double[] m = new double[size];
        double[] v = new double[size];
        try (NDManager manager = engine.newManager()) {
            NDArray weights = tensor(manager, w);
            NDArray mean = manager.zeros(new Shape(size));
            NDArray square = manager.zeros(new Shape(size));
            for (int step = 1; step <= 4; step++) {
                double[] g = random.doubles(size, -1, 1).toArray();
                fused.adam(
                        weights,
                        tensor(manager, g),
                        mean,
                        square,
                        new AdamStep(step, RATE, BETA1, BETA2, EPSILON, decay, decoupled));
                reference(w, g, m, v, step, decay, decoupled);
            }
            assertClose(weights, w);
            assertClose(mean, m);
            assertClose(square, v);
        }
    }

    @Test
    void refusesWhatWouldEndTheProcess() {
        try (NDManager manager = engine.newManager()) {
            NDArray three = manager.zeros(new Shape(3));
            NDArray four = manager.zeros(new Shape(4));
            NDArray whole = manager.zeros(new Shape(3), DataType.INT64);
            AdamStep step = new AdamStep(1, RATE, BETA1, BETA2, EPSILON, 0, false);
            assertThatThrownBy(() -> fused.adam(three, four, three, three, step))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 of them");
            assertThatThrownBy(() -> fused.adam(three, three, three, whole, step))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void reference(
            double[] w,
            double[] g,
            double[] m,
            double[] v,
            int step,
            double decay,
            boolean decoupled) {
        for (int i = 0; i < w.length; i++) {
            double gradient = decoupled ? g[i] : g[i] + decay * w[i];
            w[i] *= decoupled ? 1 - RATE * decay : 1;
            m[i] = BETA1 * m[i] + (1 - BETA1) * gradient;
            v[i] = BETA2 * v[i] + (1 - BETA2) * gradient * gradient;
            double mean = m[i] / (1 - Math.pow(BETA1, step));
            double square = v[i] / (1 - Math.pow(BETA2, step));
            w[i] -= RATE * mean / (Math.sqrt(square) + EPSILON);
        }
    }

    private static NDArray tensor(NDManager manager, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return manager.create(floats);
    }

    private static void assertClose(NDArray tensor, double[] expected) {
        float[] values = tensor.toFloatArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(2e-6));
        }
    }
}
