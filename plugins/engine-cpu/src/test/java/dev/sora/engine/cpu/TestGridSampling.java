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
import dev.sora.engine.ImageSampling;
import dev.sora.engine.Tape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TestGridSampling {

    private static final int BATCH = 2;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;
    private static final int CHANNELS = 3;
    private static final int ROWS = 6;
    private static final int COLUMNS = 9;

    private final Engine engine = CpuRuntime.engine(2, 1, true, WaitPolicy.ADAPTIVE);
    private final ImageSampling sampling = engine.offers(ImageSampling.class).orElseThrow();

    /** Also with an open tape, as in a training step, and far outside of the image. */
    @Test
    void interpolatesBetweenTheCentresOfPixelsAndRepeatsTheEdges() {
        SplittableRandom random = new SplittableRandom(3);
        float[] images = floats(random, BATCH * HEIGHT * WIDTH * CHANNELS, 0, 255);
        float[] positions = floats(random, BATCH * 2 * ROWS * COLUMNS, -1.5, 1.5);
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray result =
                    sampling.sample(
                            manager.create(images, new Shape(BATCH, HEIGHT, WIDTH, CHANNELS)),
                            manager.create(positions, new Shape(BATCH, 2, ROWS, COLUMNS)));

            assertThat(tape).isNotNull();
            assertThat(result.getShape()).isEqualTo(new Shape(BATCH, ROWS, COLUMNS, CHANNELS));
            assertThat(result.getManager()).isSameAs(manager);
            float[] values = result.toFloatArray();
            for (int i = 0; i < values.length; i++) {
                int channel = i % CHANNELS;
                int pixel = i / CHANNELS % (ROWS * COLUMNS);
                int record = i / CHANNELS / (ROWS * COLUMNS);
                int at = record * 2 * ROWS * COLUMNS + pixel;
                double x = ((positions[at] + 1) * WIDTH - 1) / 2;
                double y = ((positions[at + ROWS * COLUMNS] + 1) * HEIGHT - 1) / 2;
                assertThat(values[i])
                        .isCloseTo((float) value(images, record, channel, x, y), within(1e-2f));
            }
        }
    }

    private static double value(float[] images, int record, int channel, double x, double y) {
        double column = Math.min(Math.max(x, 0), WIDTH - 1);
        double row = Math.min(Math.max(y, 0), HEIGHT - 1);
        int left = (int) column;
        int top = (int) row;
        double sum = 0;
        for (int down = 0; down < 2; down++) {
            for (int across = 0; across < 2; across++) {
                int r = Math.min(top + down, HEIGHT - 1);
                int c = Math.min(left + across, WIDTH - 1);
                sum +=
                        images[((record * HEIGHT + r) * WIDTH + c) * CHANNELS + channel]
                                * (1 - Math.abs(row - top - down))
                                * (1 - Math.abs(column - left - across));
            }
        }
        return sum;
    }

    @Test
    void refusesWhatWouldEndTheProcess() {
        try (NDManager manager = engine.newManager()) {
            NDArray images = manager.ones(new Shape(2, 4, 4, 3));
            NDArray positions = manager.ones(new Shape(2, 2, 4, 4));

            refuses(images, manager.ones(new Shape(1, 2, 4, 4)));
            refuses(images, manager.ones(new Shape(2, 3, 4, 4)));
            refuses(images, manager.ones(new Shape(2, 2, 4)));
            refuses(images, manager.ones(new Shape(2, 2, 0, 4)));
            refuses(images, positions.toType(DataType.FLOAT64, false));
            refuses(images.toType(DataType.UINT8, false), positions);
        }
    }

    @Test
    void recordsNoGradient() {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray images = tape.watch(manager.ones(new Shape(2, 4, 4, 3)));
            NDArray positions = tape.watch(manager.zeros(new Shape(2, 2, 4, 4)));

            NDArray values = sampling.sample(images.mul(2), positions.mul(2));
            tape.backward(values.mul(images).sum());

            assertThat(tape.gradient(images).toFloatArray()).containsOnly(2);
        }
    }

    private void refuses(NDArray images, NDArray positions) {
        assertThatThrownBy(() -> sampling.sample(images, positions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs images (batch, height, width, channels)");
    }

    private static float[] floats(SplittableRandom random, int count, double from, double to) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(from, to);
        }
        return values;
    }
}
