// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

/**
 * Brings images of one size to another: bilinear where they grow, an average over the covered area,
 * weighted by a triangle, where they shrink.
 */
final class Resampler {

    private final Axis columns;
    private final Axis rows;

    Resampler(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        columns = new Axis(fromWidth, toWidth);
        rows = new Axis(fromHeight, toHeight);
    }

    /** Returns the samples of the resized image, channels side by side as they were. */
    byte[] resize(byte[] samples, int channels) {
        int fromRow = columns.from * channels;
        int toRow = columns.to * channels;
        float[] narrowed = new float[rows.from * toRow];
        for (int y = 0; y < rows.from; y++) {
            for (int x = 0; x < columns.to; x++) {
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    int position = y * fromRow + columns.first[x] * channels + c;
                    for (float weight : columns.weights[x]) {
                        sum += weight * (samples[position] & 0xff);
                        position += channels;
                    }
                    narrowed[y * toRow + x * channels + c] = sum;
                }
            }
        }
        byte[] resized = new byte[rows.to * toRow];
        for (int y = 0; y < rows.to; y++) {
            for (int i = 0; i < toRow; i++) {
                float sum = 0;
                int position = rows.first[y] * toRow + i;
                for (float weight : rows.weights[y]) {
                    sum += weight * narrowed[position];
                    position += toRow;
                }
                resized[y * toRow + i] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
            }
        }
        return resized;
    }

    /**
     * For each place along one axis: the first place it is made from, and the weights from there.
     */
    private static final class Axis {

        private final int from;
        private final int to;
        private final int[] first;
        private final float[][] weights;

        Axis(int from, int to) {
            this.from = from;
            this.to = to;
            first = new int[to];
            weights = new float[to][];
            double scale = (double) from / to;
            double reach = Math.max(1, scale);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                int low = Math.max(0, (int) Math.floor(centre - reach));
                int high = Math.min(from, (int) Math.ceil(centre + reach));
                float[] row = new float[high - low];
                double sum = 0;
                for (int j = low; j < high; j++) {
                    double weight = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / reach);
                    row[j - low] = (float) weight;
                    sum += weight;
                }
                for (int j = 0; j < row.length; j++) {
                    row[j] /= (float) sum;
                }
                first[i] = low;
                weights[i] = row;
            }
        }
    }
}
