// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.testkit.Workbench;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tiles of composed images say which pixel of which record they show. */
final class TestMosaic {

    private static final int BATCH = 4;
    private static final int HEIGHT = 24;
    private static final int WIDTH = 32;

    /** The channels of a pixel are its record, column and row. */
    private static NDArray images(NDManager manager) {
        float[] values = new float[BATCH * HEIGHT * WIDTH * 3];
        for (int i = 0; i < values.length / 3; i++) {
            values[3 * i] = i / (HEIGHT * WIDTH);
            values[3 * i + 1] = i % WIDTH;
            values[3 * i + 2] = i / WIDTH % HEIGHT;
        }
        return manager.create(values, new Shape(BATCH, HEIGHT, WIDTH, 3));
    }

    @Test
    void tilesSayWhatTheyShow() {
        try (Workbench bench = new Workbench()) {
            NDManager manager = bench.pass(true, Map.of()).manager();
            // pictures in the records are twice as wide and three times as high
            NDArray sizes =
                    manager.create(new float[] {64, 72}, new Shape(1, 2)).broadcast(BATCH, 2);

            Mosaic mosaic = Mosaic.of(images(manager), sizes, true, bench.pass(true, Map.of()));

            assertThat(mosaic.images().getShape()).isEqualTo(new Shape(BATCH, HEIGHT, WIDTH, 3));
            float[] pixels = mosaic.images().toFloatArray();
            float[] tiles = mosaic.tiles().toFloatArray();
            Set<Float> signs = new HashSet<>();
            for (int tile = 0; tile < BATCH * 4; tile++) {
                signs.add(Math.signum(tiles[tile * Mosaic.NUMBERS + 1]));
                check(pixels, tiles, tile);
            }
            assertThat(signs).containsExactlyInAnyOrder(1f, -1f);
        }
    }

    /**
     * Compares pixels within the tile; those at its edge are mixed of fewer source pixels. The
     * filter against aliasing moves values by up to a sixth of a pixel.
     */
    private static void check(float[] pixels, float[] tiles, int tile) {
        int at = tile * Mosaic.NUMBERS;
        int left = Math.round(tiles[at + 7] * WIDTH);
        int top = Math.round(tiles[at + 8] * HEIGHT);
        int right = Math.round(tiles[at + 9] * WIDTH);
        int bottom = Math.round(tiles[at + 10] * HEIGHT);
        assertThat(right).isGreaterThan(left);
        assertThat(bottom).isGreaterThan(top);
        for (int row = top + 1; row < bottom - 1; row++) {
            for (int column = left + 1; column < right - 1; column++) {
                int pixel = (tile / 4 * HEIGHT + row) * WIDTH + column;
                float x = (column + 0.5f) / WIDTH;
                float y = (row + 0.5f) / HEIGHT;
                assertThat(pixels[3 * pixel]).isCloseTo(tiles[at], within(1e-4f));
                assertThat(tiles[at + 1] * x + tiles[at + 2] * y + tiles[at + 3])
                        .isCloseTo((pixels[3 * pixel + 1] + 0.5f) * 2, within(0.35f));
                assertThat(tiles[at + 4] * x + tiles[at + 5] * y + tiles[at + 6])
                        .isCloseTo((pixels[3 * pixel + 2] + 0.5f) * 3, within(0.5f));
            }
        }
    }

    @Test
    void aPictureThatIsNotComposedIsOneTile() {
        try (Workbench bench = new Workbench()) {
            NDManager manager = bench.pass(true, Map.of()).manager();
            NDArray transform =
                    manager.create(
                            new float[] {4, 0, 1, 0, 5, 2, 6, 0, 0, 0, 7, 0}, new Shape(2, 2, 3));

            assertThat(Mosaic.whole(transform).getShape()).isEqualTo(new Shape(2, 1, 11));
            assertThat(Mosaic.whole(transform).toFloatArray())
                    .containsExactly(
                            0, 4, 0, 1, 0, 5, 2, 0, 0, 1, 1, 1, 6, 0, 0, 0, 7, 0, 0, 0, 1, 1);
        }
    }
}
