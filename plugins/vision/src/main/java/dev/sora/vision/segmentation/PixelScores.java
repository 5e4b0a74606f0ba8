// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

/**
 * The scores of the classes for each pixel of one image.
 *
 * @param all scores of a batch
 * @param start where those of the image begin
 * @param classes the number of classes
 * @param height rows of the image
 * @param width columns of the image
 */
record PixelScores(float[] all, int start, int classes, int height, int width) {

    /**
     * Returns the class of each pixel of a picture of another size: the one with the highest score,
     * interpolated between the centres of pixels.
     */
    byte[] classes(int rows, int columns) {
        byte[] best = new byte[rows * columns];
        int[] left = new int[columns];
        float[] right = new float[columns];
        for (int column = 0; column < columns; column++) {
            double place = place(column, columns, width);
            left[column] = (int) place;
            right[column] = (float) (place - left[column]);
        }
        for (int row = 0; row < rows; row++) {
            double place = place(row, rows, height);
            int above = (int) place;
            int below = Math.min(above + 1, height - 1);
            float down = (float) (place - above);
            for (int column = 0; column < columns; column++) {
                int from = left[column];
                int to = Math.min(from + 1, width - 1);
                float across = right[column];
                float most = Float.NEGATIVE_INFINITY;
                for (int name = 0; name < classes; name++) {
                    float high = mixed(at(name, above, from), at(name, above, to), across);
                    float low = mixed(at(name, below, from), at(name, below, to), across);
                    float score = mixed(high, low, down);
                    if (score > most) {
                        most = score;
                        best[row * columns + column] = (byte) name;
                    }
                }
            }
        }
        return best;
    }

    private float at(int name, int row, int column) {
        return all[start + (name * height + row) * width + column];
    }

    private static float mixed(float from, float to, float part) {
        return from + (to - from) * part;
    }

    private static double place(int at, int size, int own) {
        return Math.max(0, Math.min(own - 1, (at + 0.5) * own / size - 0.5));
    }
}
