// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.testkit.Workbench;
import org.junit.jupiter.api.Test;

/**
 * Boxes of pictures that are composed of several records. A box that is cut to a line, or to less
 * than a quarter, teaches nothing (ultralytics/yolov5#8673, ultralytics/ultralytics#21925).
 */
final class TestTruth {

    /**
     * Two records of 100 x 100 pixels with a box each, and a picture of the first one: its left
     * half shows the left half of record 0, its right half all of record 1.
     */
    @Test
    void boxesFollowTheTilesOfTheirRecords() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.manager()) {
            NDArray boxes =
                    manager.create(
                            new float[] {
                                10, 20, 30, 40, 42, 0, 82, 50, // record 0
                                0, 0, 50, 100, 90, 90, 100, 100 // record 1
                            },
                            new Shape(2, 2, 4));
            NDArray classes = manager.create(new int[] {0, 1, 1, 0}, new Shape(2, 2));
            NDArray kinds = manager.create(new float[] {1, 1, 1, 2}, new Shape(2, 2));
            NDArray tiles =
                    manager.create(
                            new float[] {
                                0, 100, 0, 0, 0, 100, 0, 0, 0, 0.5f, 1, // as it is
                                1, 200, 0, -100, 0, 100, 0, 0.5f, 0, 1, 1, // half as wide
                                1, 100, 0, 0, 0, 100, 0, 0, 0, 1, 1, // the second picture: whole
                                1, 100, 0, 0, 0, 100, 0, 0, 0, 0, 0 // and nothing
                            },
                            new Shape(2, 2, 11));

            Truth truth = Truth.composed(boxes, classes, kinds, tiles, 2);

            assertThat(truth.boxes().getShape()).isEqualTo(new Shape(2, 4, 4));
            float[] first = truth.boxes().get(0).toFloatArray();
            assertThat(first)
                    .containsExactly(
                            new float[] {
                                0.1f, 0.2f, 0.3f, 0.4f, // whole
                                0.42f, 0, 0.5f, 0.5f, // a fifth is visible
                                0.5f, 0, 0.75f, 1, //
                                0.95f, 0.9f, 1, 1
                            },
                            within(1e-6f));
            assertThat(truth.counted().toFloatArray()).containsExactly(1, 0, 1, 0, 1, 0, 0, 0);
            assertThat(truth.ignored().toFloatArray()).containsExactly(0, 1, 0, 1, 0, 1, 1, 1);
            assertThat(truth.labels().get(0).toFloatArray())
                    .containsExactly(1, 0, 0, 0, 0, 1, 0, 0);
        }
    }
}
