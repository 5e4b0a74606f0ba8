// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import java.util.Arrays;

/** A small square image on which a round pen draws with smooth edges. */
final class Canvas {

    private final int size;
    private final float[] ink;

    Canvas(int size) {
        this.size = size;
        this.ink = new float[size * size];
    }

    void clear() {
        Arrays.fill(ink, 0);
    }

    /**
     * Draws a straight line.
     *
     * @param soft the width of the fading edge in pixels
     */
    void line(double x0, double y0, double x1, double y1, double radius, double soft) {
        double reach = radius + soft / 2;
        int left = Math.max(0, (int) (Math.min(x0, x1) - reach));
        int right = Math.min(size - 1, (int) (Math.max(x0, x1) + reach) + 1);
        int top = Math.max(0, (int) (Math.min(y0, y1) - reach));
        int bottom = Math.min(size - 1, (int) (Math.max(y0, y1) + reach) + 1);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = dx * dx + dy * dy;
        double inverse = length > 0 ? 1 / length : 0;
        for (int row = top; row <= bottom; row++) {
            double py = row + 0.5 - y0;
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - x0;
                double along = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
                double ex = px - along * dx;
                double ey = py - along * dy;
                double square = ex * ex + ey * ey;
                if (square < reach * reach) {
                    float cover = (float) Math.min(1, (reach - Math.sqrt(square)) / soft);
                    int at = row * size + column;
                    if (cover > ink[at]) {
                        ink[at] = cover;
                    }
                }
            }
        }
    }

    /**
     * Returns the image, shifted by whole pixels so that the centre of mass is in the middle.
     *
     * @param rightBy a further shift to the right, in pixels
     * @param downBy a further shift down, in pixels
     * @param strength the sample value of full ink
     */
    byte[] centred(int rightBy, int downBy, double strength) {
        double mass = 1e-9;
        double sumX = 0;
        double sumY = 0;
        for (int at = 0; at < ink.length; at++) {
            mass += ink[at];
            sumX += ink[at] * (at % size + 0.5);
            sumY += ink[at] * (at / size + 0.5);
        }
        int right = (int) Math.rint(size / 2.0 - sumX / mass) + rightBy;
        int down = (int) Math.rint(size / 2.0 - sumY / mass) + downBy;
        byte[] samples = new byte[ink.length];
        for (int row = Math.max(0, -down); row < size && row + down < size; row++) {
            for (int column = Math.max(0, -right);
                    column < size && column + right < size;
                    column++) {
                samples[(row + down) * size + column + right] =
                        (byte) (int) (ink[row * size + column] * strength);
            }
        }
        return samples;
    }
}
