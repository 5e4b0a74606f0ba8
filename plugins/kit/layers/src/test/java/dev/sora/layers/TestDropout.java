// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.testkit.Workbench;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestDropout {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void keepsAllValuesUnlessItTrains() {
        NDArray values = bench.numbers(2, 3, 4);

        assertThat(Dropout.values(values, 0.5, bench.pass(false, Map.of()))).isSameAs(values);
        assertThat(Dropout.features(values, 0.5, bench.pass(false, Map.of()))).isSameAs(values);
        assertThat(Dropout.values(values, 0, bench.pass(true, Map.of()))).isSameAs(values);
    }

    @Test
    void dropsFeaturesAtAllStepsAlike() {
        NDArray ones = bench.manager().ones(new Shape(2, 3, 40));

        NDArray kept = Dropout.features(ones, 0.75, bench.pass(true, Map.of()));

        float[] values = kept.toFloatArray();
        assertThat(values).contains(0).contains(4).hasSize(240);
        for (int record = 0; record < 2; record++) {
            for (int feature = 0; feature < 40; feature++) {
                float first = values[record * 120 + feature];
                assertThat(first).isIn(0f, 4f);
                assertThat(values[record * 120 + 40 + feature]).isEqualTo(first);
                assertThat(values[record * 120 + 80 + feature]).isEqualTo(first);
            }
        }
    }
}
