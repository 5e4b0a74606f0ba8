// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.testkit.Workbench;
import org.junit.jupiter.api.Test;

final class TestNormalisedCrossEntropy {

    private static double loss(double temperature, float[] one, float[] two) {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.manager()) {
            Shape shape = new Shape(one.length / 2, 2);
            NDArray loss =
                    NormalisedCrossEntropy.of(
                            manager.create(one, shape), manager.create(two, shape), temperature);
            return loss.getFloat();
        }
    }

    /**
     * Two records at 0 and 90 degrees, whose second variations are at 0 and 180 degrees. The
     * cosines of the vectors a1, b1, a2, b2 with their partners are 1, 0, 1, 0, and with the others
     * (0, -1), (0, 0), (0, -1), (-1, -1). A vector is not compared with itself
     * (Lightning-Universe/lightning-bolts#695).
     */
    @Test
    void comparesEachVectorWithAllOthers() {
        double t = 0.5;
        double a = Math.exp(1 / t);
        double z = 1;
        double m = Math.exp(-1 / t);
        double expected =
                (-Math.log(a / (a + z + m)) * 2
                                - Math.log(z / (z + z + z))
                                - Math.log(z / (z + m + m)))
                        / 4;

        // lengths do not count
        assertThat(loss(t, new float[] {3, 0, 0, 2}, new float[] {0.5f, 0, -7, 0}))
                .isCloseTo(expected, within(1e-6));
    }

    /** A single record has nothing to differ from. */
    @Test
    void aSingleRecordHasNoLoss() {
        assertThat(loss(0.1, new float[] {1, 2}, new float[] {-2, 1})).isZero();
    }
}
