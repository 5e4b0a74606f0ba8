// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.ImageValue;
import java.util.random.RandomGenerator;

/**
 * The face of a person, and pictures of it: each from another place, in another light and with
 * another expression. Lengths are fractions of half the height of a picture, from its centre; tones
 * are from 0, black, to 1.
 */
record Face(
        double width,
        double height,
        double skin,
        double hair,
        double hairline,
        double eyeDistance,
        double eyeHeight,
        double eyeSize,
        double brow,
        double browTilt,
        double noseLength,
        double noseWidth,
        double mouthHeight,
        double mouthWidth,
        double lips) {

    private static final int ROWS = 48;
    private static final int COLUMNS = 40;

    static Face of(RandomGenerator random) {
        return new Face(
                range(random, 0.45, 0.7),
                range(random, 0.65, 0.88),
                range(random, 0.45, 0.85),
                range(random, 0.02, 0.4),
                range(random, -0.65, -0.3),
                range(random, 0.18, 0.32),
                range(random, -0.22, -0.02),
                range(random, 0.05, 0.1),
                range(random, 0.02, 0.07),
                range(random, -0.3, 0.3),
                range(random, 0.12, 0.32),
                range(random, 0.04, 0.12),
                range(random, 0.38, 0.55),
                range(random, 0.12, 0.3),
                range(random, 0.03, 0.08));
    }

    private static double range(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    ImageValue draw(RandomGenerator random) {
        double right = range(random, -0.08, 0.08);
        double down = range(random, -0.08, 0.08);
        double turn = range(random, -0.12, 0.12);
        double size = range(random, 0.92, 1.08);
        double light = range(random, -0.15, 0.15);
        double bright = range(random, -0.1, 0.1);
        double smile = range(random, -0.06, 0.06);
        double open = range(random, 0, 0.04);
        byte[] samples = new byte[ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                double u = (column - COLUMNS / 2.0) / (ROWS / 2.0) - right;
                double v = (row - ROWS / 2.0) / (ROWS / 2.0) - down;
                double across = (u * Math.cos(turn) - v * Math.sin(turn)) / size;
                double below = (u * Math.sin(turn) + v * Math.cos(turn)) / size;
                double tone = tone(across, below, smile, open) + bright + light * across;
                double noisy = tone + 0.02 * random.nextGaussian();
                samples[row * COLUMNS + column] =
                        (byte) Math.max(0, Math.min(255, Math.round(255 * noisy)));
            }
        }
        return new ImageValue(COLUMNS, ROWS, 1, samples);
    }

    private double tone(double x, double y, double smile, double open) {
        double inside = x * x / (width * width) + y * y / (height * height);
        if (inside > 1) {
            boolean hairAround = y < 0 && inside < 1.25;
            return hairAround ? hair : 0.9;
        }
        if (y < hairline) {
            return hair;
        }
        double side = Math.abs(x);
        double eye = Math.hypot(side - eyeDistance, (y - eyeHeight) * 1.4);
        if (eye < eyeSize) {
            return eye < eyeSize / 2 ? 0.05 : 0.95;
        }
        double browLine = eyeHeight - eyeSize - 0.07 + browTilt * (side - eyeDistance);
        if (Math.abs(side - eyeDistance) < eyeSize * 1.6 && Math.abs(y - browLine) < brow / 2) {
            return hair;
        }
        double along = (y - eyeHeight) / noseLength;
        if (along > 0.2 && along < 1 && side < noseWidth * along) {
            return skin * 0.8;
        }
        double mouthLine = mouthHeight - smile * (side * side) / (mouthWidth * mouthWidth);
        if (side < mouthWidth && Math.abs(y - mouthLine) < lips / 2 + open) {
            return Math.abs(y - mouthLine) < open ? 0.1 : skin * 0.6;
        }
        return skin;
    }
}
