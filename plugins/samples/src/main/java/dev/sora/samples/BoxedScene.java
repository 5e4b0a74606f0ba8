// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.ImageValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A picture of shapes on a shaded ground, with noise; shapes may touch, and hide each other little.
 */
final class BoxedScene {

    private static final List<String> KINDS = List.of("disc", "square", "triangle");

    /** The share of the smaller box that two boxes may share. */
    private static final double SHARED = 0.15;

    private static final int TRIES = 20;

    private final int width;
    private final int height;
    private final int[] samples;
    private final List<double[]> boxes = new ArrayList<>();
    private final List<Map<String, Object>> marks = new ArrayList<>();

    private BoxedScene(int width, int height) {
        this.width = width;
        this.height = height;
        this.samples = new int[width * height * 3];
    }

    static BoxedScene draw(int size, int shapes, RandomGenerator random) {
        int least = size * 3 / 4;
        BoxedScene scene =
                new BoxedScene(
                        least + random.nextInt(size - least + 1),
                        least + random.nextInt(size - least + 1));
        scene.ground(random);
        int count = random.nextInt(shapes + 1);
        for (int i = 0; i < count; i++) {
            scene.shape(size, random);
        }
        return scene;
    }

    /** Returns the values of a record: the picture, and the boxes in it. */
    Object[] values() {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, samples[i]));
        }
        return new Object[] {new ImageValue(width, height, 3, bytes), List.copyOf(marks)};
    }

    private void ground(RandomGenerator random) {
        for (int channel = 0; channel < 3; channel++) {
            int level = 130 + random.nextInt(70);
            double across = 40.0 * (random.nextDouble() - 0.5) / width;
            double down = 40.0 * (random.nextDouble() - 0.5) / height;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    samples[(y * width + x) * 3 + channel] =
                            (int) (level + across * x + down * y) + random.nextInt(25) - 12;
                }
            }
        }
    }

    private void shape(int size, RandomGenerator random) {
        int kind = random.nextInt(KINDS.size());
        int[] ink = {random.nextInt(100), random.nextInt(100), random.nextInt(100)};
        for (int i = 0; i < TRIES; i++) {
            int side = size / 10 + random.nextInt(size / 5);
            int left = random.nextInt(width - side + 1);
            int top = random.nextInt(height - side + 1);
            double[] box = {left, top, left + side, top + side};
            if (boxes.stream().noneMatch(other -> shared(box, other) > SHARED)) {
                fill(kind, left, top, side, ink);
                boxes.add(box);
                marks.add(
                        Map.of(
                                "label",
                                KINDS.get(kind),
                                "box",
                                List.of(box[0], box[1], box[2], box[3])));
                return;
            }
        }
    }

    private static double shared(double[] one, double[] other) {
        double across = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
        double down = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
        double side = Math.min(one[2] - one[0], other[2] - other[0]);
        return across <= 0 || down <= 0 ? 0 : across * down / (side * side);
    }

    private void fill(int kind, int left, int top, int side, int[] ink) {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double u = (x + 0.5) / side * 2 - 1;
                double v = (y + 0.5) / side * 2 - 1;
                boolean in =
                        switch (kind) {
                            case 0 -> u * u + v * v <= 1;
                            case 1 -> true;
                            default -> Math.abs(u) <= (v + 1) / 2;
                        };
                for (int channel = 0; in && channel < 3; channel++) {
                    int at = ((top + y) * width + left + x) * 3 + channel;
                    // the noise of the ground remains
                    samples[at] = ink[channel] + samples[at] % 12;
                }
            }
        }
    }
}
