// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.testkit.Workbench;
import org.junit.jupiter.api.Test;

/** Targets on the device, for a grid of 4 x 2 cells. */
final class TestAssignment {

    private static final float[] CELLS = new float[8 * 4];

    static {
        for (int i = 0; i < 8; i++) {
            CELLS[4 * i] = (i % 4 + 0.5f) / 4;
            CELLS[4 * i + 1] = (i / 4 + 0.5f) / 2;
            CELLS[4 * i + 2] = 0.25f;
            CELLS[4 * i + 3] = 0.5f;
        }
    }

    private static Truth truth(NDManager manager, float[] boxes, int[] classes, float[] kinds) {
        long count = classes.length;
        // pictures of 100 x 50 pixels that are only resized
        return Truth.of(
                manager.create(boxes, new Shape(1, count, 4)),
                manager.create(classes, new Shape(1, count)),
                manager.create(kinds, new Shape(1, count)),
                manager.create(new float[] {100, 0, 0, 0, 50, 0}, new Shape(1, 2, 3)),
                2);
    }

    /** Each position predicts its own cell, with equal scores. */
    private static Assignment assigned(NDManager manager, Truth truth) {
        float[] boxes = new float[8 * 4];
        for (int i = 0; i < 8; i++) {
            boxes[4 * i] = CELLS[4 * i] - 0.125f;
            boxes[4 * i + 1] = CELLS[4 * i + 1] - 0.25f;
            boxes[4 * i + 2] = CELLS[4 * i] + 0.125f;
            boxes[4 * i + 3] = CELLS[4 * i + 1] + 0.25f;
        }
        return Assignment.of(
                manager.zeros(new Shape(1, 8, 2)),
                manager.create(boxes, new Shape(1, 8, 4)),
                manager.create(CELLS, new Shape(1, 8, 4)),
                truth);
    }

    /** A box of exactly the second cell: its position should score its overlap, 1. */
    @Test
    void thePositionWithinABoxIsResponsible() {
        try (Workbench bench = new Workbench()) {
            Truth truth =
                    truth(
                            bench.manager(),
                            new float[] {25, 0, 50, 25, 0, 0, 0, 0},
                            new int[] {1, 0},
                            new float[] {Truth.COUNTED, 0});
            Assignment assignment = assigned(bench.manager(), truth);

            float[] expected = new float[16];
            expected[3] = 1;
            assertThat(assignment.quality().toFloatArray())
                    .containsExactly(expected, within(1e-5f));
            assertThat(assignment.weight().toFloatArray()[1]).isEqualTo(1, within(1e-5f));
            assertThat(assignment.counted().toFloatArray()).containsOnly(1);
            NDArray box = assignment.boxes().get(":, 1");
            assertThat(box.toFloatArray())
                    .containsExactly(new float[] {0.25f, 0, 0.5f, 0.5f}, within(1e-6f));
        }
    }

    /**
     * No position is within a box of 2 x 2 pixels; the one whose cell contains its centre is taken.
     */
    @Test
    void aTinyBoxHasAPosition() {
        try (Workbench bench = new Workbench()) {
            Truth truth =
                    truth(
                            bench.manager(),
                            new float[] {90, 40, 92, 42},
                            new int[] {0},
                            new float[] {Truth.COUNTED});

            float[] weight = assigned(bench.manager(), truth).weight().toFloatArray();

            assertThat(weight[7]).isPositive();
            assertThat(weight).containsOnlyOnce(weight[7]);
        }
    }

    @Test
    void positionsInIgnoredBoxesAreNotCounted() {
        try (Workbench bench = new Workbench()) {
            Truth truth =
                    truth(
                            bench.manager(),
                            new float[] {0, 0, 50, 50, 0, 0, 25, 25},
                            new int[] {0, 1},
                            new float[] {Truth.CROWD, Truth.COUNTED});

            Assignment assignment = assigned(bench.manager(), truth);

            // the first position belongs to the second box, the other three of the crowd to none
            assertThat(assignment.counted().toFloatArray()).containsExactly(1, 0, 1, 1, 0, 0, 1, 1);
            assertThat(assignment.weight().toFloatArray()[0]).isEqualTo(1, within(1e-5f));
        }
    }

    /**
     * Issue 7746 of torchvision: a box without an area overlaps itself by 0, so that its loss could
     * not be 0. It is not counted.
     */
    @Test
    void anActualBoxWithoutAnAreaIsIgnored() {
        try (Workbench bench = new Workbench()) {
            Truth truth =
                    truth(
                            bench.manager(),
                            new float[] {37.5f, 12.5f, 37.5f, 12.5f, 50, 0, 75, 25},
                            new int[] {0, 1},
                            new float[] {Truth.COUNTED, Truth.COUNTED});

            Assignment assignment = assigned(bench.manager(), truth);

            assertThat(truth.counted().toFloatArray()).containsExactly(0, 1);
            assertThat(assignment.weight().toFloatArray()[1]).isZero();
            assertThat(assignment.weight().toFloatArray()[2]).isEqualTo(1, within(1e-5f));
        }
    }

    @Test
    void aPositionBelongsToTheBoxThatItOverlapsMost() {
        try (Workbench bench = new Workbench()) {
            Truth truth =
                    truth(
                            bench.manager(),
                            new float[] {0, 0, 100, 50, 25, 0, 50, 25},
                            new int[] {0, 1},
                            new float[] {Truth.COUNTED, Truth.COUNTED});

            float[] quality = assigned(bench.manager(), truth).quality().toFloatArray();

            assertThat(quality[2]).isZero();
            assertThat(quality[3]).isEqualTo(1, within(1e-5f));
            assertThat(quality[0]).isPositive();
        }
    }

    /** A mirrored picture, of which the right half is shown at twice its size. */
    @Test
    void boxesFollowThePicture() {
        try (Workbench bench = new Workbench()) {
            NDManager manager = bench.manager();
            // x = 1 - u / 2 of the width, y = v / 2 + 1 / 4 of the height
            NDArray transform =
                    manager.create(new float[] {-50, 0, 100, 0, 25, 12.5f}, new Shape(1, 2, 3));
            Truth truth =
                    Truth.of(
                            manager.create(
                                    new float[] {60, 20, 80, 30, 0, 0, 55, 50}, new Shape(1, 2, 4)),
                            manager.create(new int[] {0, 1}, new Shape(1, 2)),
                            manager.create(new float[] {1, 1}, new Shape(1, 2)),
                            transform,
                            2);

            assertThat(truth.boxes().toFloatArray())
                    .satisfies(
                            all ->
                                    assertThat(java.util.Arrays.copyOf(all, 4))
                                            .containsExactly(
                                                    new float[] {0.4f, 0.3f, 0.8f, 0.7f},
                                                    within(1e-5f)));
            // less than a quarter of the second box is visible
            assertThat(truth.counted().toFloatArray()).containsExactly(1, 0);
            assertThat(truth.ignored().toFloatArray()).containsExactly(0, 1);
        }
    }
}
