// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.Tape;
import dev.sora.testkit.Workbench;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms of matrices whose singular values are known. */
final class TestSpectralNorm {

    /** The singular values of each matrix. */
    private static final double[] VALUES = {3, 2.9, 1, 0.5};

    /** The norm of order 66 of these values. */
    private static final double NORM = norm(VALUES);

    private static double norm(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.pow(value / values[0], 66);
        }
        return values[0] * Math.pow(sum, 1.0 / 66);
    }

    /**
     * Returns a kernel with the singular values, turned by a reflection on each side, so that no
     * element is 0.
     */
    private static NDArray kernel(Workbench bench, int filters, int inputs, double scale) {
        float[] values = new float[filters * inputs];
        for (int i = 0; i < VALUES.length; i++) {
            for (int row = 0; row < filters; row++) {
                for (int column = 0; column < inputs; column++) {
                    values[row * inputs + column] +=
                            (float)
                                    (scale
                                            * VALUES[i]
                                            * reflection(filters, row, i)
                                            * reflection(inputs, column, i));
                }
            }
        }
        return bench.manager().create(values, new Shape(filters, 1, 1, inputs));
    }

    private static double reflection(int size, int row, int column) {
        return (row == column ? 1 : 0) - 2.0 / size;
    }

    private static float[] normalised(NDArray weight) {
        KitPass pass = new KitPass(true, weight.getManager(), Map.of("weight", weight));
        return SpectralNorm.of("weight", pass).toFloatArray();
    }

    /**
     * Issue 48181 of pytorch: a power iteration that begins with random numbers does not normalise
     * in its first call.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e6})
    void theFirstCallNormalisesKernelsOfAnyFormAndScale(double scale) {
        try (Workbench bench = new Workbench()) {
            for (int[] form : new int[][] {{4, 4}, {6, 40}, {40, 6}}) {
                NDArray weight = kernel(bench, form[0], form[1], scale);
                float[] given = weight.toFloatArray();
                float[] found = normalised(weight);
                for (int i = 0; i < given.length; i++) {
                    assertThat((double) found[i]).isCloseTo(given[i] / scale / NORM, within(1e-5));
                }
            }
        }
    }

    /** Equal singular values, of which many powers would be below the smallest float. */
    @Test
    void manyFiltersStayWithinTheBound() {
        try (Workbench bench = new Workbench()) {
            NDArray weight = bench.manager().eye(256).mul(0.01f).reshape(256, 1, 16, 16);

            float first = normalised(weight)[0];

            assertThat((double) first).isCloseTo(Math.pow(256, -1.0 / 66), within(1e-4));
        }
    }

    /** Issue 20192 of pytorch: weights of zero became NaN, and issue 19126, their gradients. */
    @Test
    void weightsOfZeroStayZeroAndHaveAGradient() {
        try (Workbench bench = new Workbench();
                Tape tape = TestEngine.engine().openTape()) {
            NDArray leaf = tape.watch(bench.manager().zeros(new Shape(3, 1, 1, 5)));
            KitPass pass = new KitPass(true, bench.manager(), Map.of("weight", leaf));
            NDArray result = SpectralNorm.of("weight", pass);

            assertThat(result.toFloatArray()).containsOnly(0);
            tape.backward(result.sum());
            // that of weights divided by 1: one step of gradient descent leaves them finite
            assertThat(tape.gradient(leaf).toFloatArray()).containsOnly(1);
        }
    }

    /**
     * Issue 12737 of pytorch: the gradient in evaluation was not that of training. Weights along
     * themselves do not change the result, so that the gradient is perpendicular to them.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theGradientIsThatOfAFunctionWithoutScale(boolean training) {
        try (Workbench bench = new Workbench();
                Tape tape = TestEngine.engine().openTape()) {
            NDArray weight = kernel(bench, 6, 12, 2);
            NDArray factors = bench.numbers(6, 1, 1, 12);
            NDArray leaf = tape.watch(weight);
            KitPass pass = new KitPass(training, bench.manager(), Map.of("weight", leaf));

            tape.backward(SpectralNorm.of("weight", pass).mul(factors).sum());

            NDArray gradient = tape.gradient(leaf);
            float length = gradient.norm().getFloat();
            assertThat(length).isPositive();
            assertThat(gradient.mul(weight).sum().getFloat() / length).isCloseTo(0, within(1e-4f));
        }
    }
}
