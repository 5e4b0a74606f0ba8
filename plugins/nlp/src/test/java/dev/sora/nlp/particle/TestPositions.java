// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.testkit.Workbench;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions by the formula of Vaswani et al., for batches shorter and longer than any table. */
final class TestPositions {

    private static final int UNITS = 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 40})
    void wavesFollowTheirFormula(int steps) {
        try (Workbench bench = new Workbench()) {
            NDArray zeros = bench.manager().zeros(new Shape(2, steps, UNITS));

            NDArray moved = Positions.SINUSOIDAL.add(zeros, bench.pass(false, Map.of()));

            assertThat(moved.getShape()).isEqualTo(zeros.getShape());
            float[] values = moved.toFloatArray();
            for (int at = 0; at < values.length; at++) {
                int unit = at % UNITS;
                int step = at / UNITS % steps;
                double angle = step * Math.pow(10_000, -2.0 * (unit / 2) / UNITS);
                double wave = unit % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
                assertThat(values[at]).isEqualTo((float) wave);
            }
        }
    }
}
