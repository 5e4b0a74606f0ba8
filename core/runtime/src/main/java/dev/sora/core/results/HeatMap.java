// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.data.ImageValue;

/**
 * How much each place of a picture supports an answer, in a coarse grid.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param values 0 to 1, row after row
 */
record HeatMap(int rows, int columns, float[] values) {

    /** The share of the colour where the map is 1. */
    private static final double OPACITY = 0.6;

    /** Returns the map of raw values: negative ones count as 0, the greatest becomes 1. */
    static HeatMap of(float[] raw, int from, int rows, int columns) {
        float greatest = 0;
        for (int i = 0; i < rows * columns; i++) {
            greatest = Math.max(greatest, raw[from + i]);
        }
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = greatest > 0 ? Math.max(0, raw[from + i]) / greatest : 0;
        }
        return new HeatMap(rows, columns, values);
    }

    /**
     * Returns the value at a place, given as shares of height and width, by linear interpolation.
     */
    double at(double down, double across) {
        double y = Math.min(rows - 1, Math.max(0, down * rows - 0.5));
        double x = Math.min(columns - 1, Math.max(0, across * columns - 0.5));
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(rows - 1, top + 1);
        int right = Math.min(columns - 1, left + 1);
        double upper = mix(value(top, left), value(top, right), x - left);
        double lower = mix(value(bottom, left), value(bottom, right), x - left);
        return mix(upper, lower, y - top);
    }

    private double value(int row, int column) {
        return values[row * columns + column];
    }

    private static double mix(double one, double other, double share) {
        return one + (other - one) * share;
    }

    /** Returns the picture in colour with the map over it: from blue for little to red for much. */
    ImageValue over(ImageValue picture) {
        int width = picture.width();
        int height = picture.height();
        boolean grey = picture.channels() < 3;
        byte[] samples = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double heat = at((y + 0.5) / height, (x + 0.5) / width);
                for (int c = 0; c < 3; c++) {
                    double sample = picture.sample(y, x, grey ? 0 : c);
                    double mixed = mix(sample, 255 * colour(heat, c), OPACITY * heat);
                    samples[(y * width + x) * 3 + c] = (byte) Math.round(mixed);
                }
            }
        }
        return new ImageValue(width, height, 3, samples);
    }

    /** Blue, green, yellow, red. */
    private static double colour(double heat, int channel) {
        double position = 4 * heat - (channel == 0 ? 3 : channel == 1 ? 2 : 1);
        return Math.min(1, Math.max(0, 1.5 - Math.abs(position)));
    }
}
