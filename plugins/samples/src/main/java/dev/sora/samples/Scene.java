// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.ImageValue;
import java.util.random.RandomGenerator;

/**
 * Draws a picture of one to three shapes, and its mask. Shapes and ground have any colours, so that
 * a colour does not tell the class, and later shapes cover earlier ones.
 */
final class Scene {

    private static final int KINDS = 3;

    private Scene() {}

    /** Returns the picture and the mask. */
    static Object[] draw(int size, RandomGenerator random) {
        double[] ground = colour(random);
        double slope = 60 * (random.nextDouble() - 0.5);
        double[][] canvas = new double[size * size][];
        byte[] mask = new byte[size * size];
        for (int at = 0; at < canvas.length; at++) {
            double light = slope * (at % size) / size;
            canvas[at] = new double[] {ground[0] + light, ground[1] + light, ground[2] + light};
        }
        int shapes = 1 + random.nextInt(KINDS);
        for (int i = 0; i < shapes; i++) {
            shape(canvas, mask, size, ground, random);
        }
        byte[] samples = new byte[size * size * 3];
        for (int at = 0; at < samples.length; at++) {
            double value = canvas[at / 3][at % 3] + 8 * random.nextGaussian();
            samples[at] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return new Object[] {
            new ImageValue(size, size, 3, samples), new ImageValue(size, size, 1, mask)
        };
    }

    private static void shape(
            double[][] canvas, byte[] mask, int size, double[] ground, RandomGenerator random) {
        int kind = random.nextInt(KINDS);
        double radius = size * (0.12 + 0.12 * random.nextDouble());
        double row = radius + (size - 2 * radius) * random.nextDouble();
        double column = radius + (size - 2 * radius) * random.nextDouble();
        double turn = 2 * Math.PI * random.nextDouble();
        double[] ink = colour(random);
        while (distance(ink, ground) < 90) {
            ink = colour(random);
        }
        for (int at = 0; at < mask.length; at++) {
            double u = (at % size - column) / radius;
            double v = (at / size - row) / radius;
            double across = u * StrictMath.cos(turn) - v * StrictMath.sin(turn);
            double down = u * StrictMath.sin(turn) + v * StrictMath.cos(turn);
            if (isIn(kind, across, down)) {
                canvas[at] = ink;
                mask[at] = (byte) (kind + 1);
            }
        }
    }

    private static boolean isIn(int kind, double u, double v) {
        return switch (kind) {
            case 0 -> u * u + v * v < 1;
            case 1 -> Math.max(Math.abs(u), Math.abs(v)) < 0.8;
            default -> v < 0.6 && v > -1 + 1.8 * Math.abs(u);
        };
    }

    private static double[] colour(RandomGenerator random) {
        return new double[] {
            30 + 195 * random.nextDouble(),
            30 + 195 * random.nextDouble(),
            30 + 195 * random.nextDouble()
        };
    }

    private static double distance(double[] one, double[] other) {
        return Math.hypot(Math.hypot(one[0] - other[0], one[1] - other[1]), one[2] - other[2]);
    }
}
