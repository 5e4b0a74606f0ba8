// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.ImageValue;
import java.util.random.RandomGenerator;

/** Draws one shape, a disc, ring, square or triangle, of any colour, size and position. */
final class Shapes {

    private static final int SIZE = 32;

    private Shapes() {}

    static ImageValue draw(boolean round, RandomGenerator random) {
        double radius = 6 + 6 * random.nextDouble();
        double row = radius + (SIZE - 2 * radius) * random.nextDouble();
        double column = radius + (SIZE - 2 * radius) * random.nextDouble();
        boolean other = random.nextBoolean();
        double turn = 0.6 * (random.nextDouble() - 0.5);
        int[] ink = colour(random, 0, 130);
        int[] ground = colour(random, 150, 100);
        byte[] samples = new byte[SIZE * SIZE * 3];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double u = (x - column) / radius;
                double v = (y - row) / radius;
                double across = u * Math.cos(turn) - v * Math.sin(turn);
                double down = u * Math.sin(turn) + v * Math.cos(turn);
                boolean in = round ? disc(across, down, other) : corners(across, down, other);
                for (int channel = 0; channel < 3; channel++) {
                    int noise = random.nextInt(21) - 10;
                    int value = (in ? ink : ground)[channel] + noise;
                    samples[(y * SIZE + x) * 3 + channel] =
                            (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return new ImageValue(SIZE, SIZE, 3, samples);
    }

    private static boolean disc(double u, double v, boolean ring) {
        double distance = Math.hypot(u, v);
        return distance < 1 && (!ring || distance > 0.5);
    }

    private static boolean corners(double u, double v, boolean triangle) {
        return triangle
                ? v < 0.8 && v > -0.9 + 1.9 * Math.abs(u)
                : Math.max(Math.abs(u), Math.abs(v)) < 0.75;
    }

    private static int[] colour(RandomGenerator random, int least, int range) {
        return new int[] {
            least + random.nextInt(range),
            least + random.nextInt(range),
            least + random.nextInt(range)
        };
    }
}
