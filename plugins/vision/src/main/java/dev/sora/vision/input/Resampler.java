// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resizes images of one size to another: bilinear interpolation for enlarging, a triangle-weighted
 * average for reducing.
 */
final class Resampler {

    private final Axis columns;
    private final Axis rows;

    Resampler(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        columns = Axis.of(fromWidth, toWidth);
        rows = Axis.of(fromHeight, toHeight);
    }

    /** Returns the samples of the resized image, with interleaved channels. */
    byte[] resize(byte[] samples, int channels) {
        float[] sums = resize(channels, (y, narrowed) -> narrow(samples, y, channels, narrowed));
        byte[] resized = new byte[sums.length];
        for (int i = 0; i < resized.length; i++) {
            resized[i] = (byte) Math.max(0, Math.min(255, Math.round(sums[i])));
        }
        return resized;
    }

    /** Returns the samples of the resized image without rounding. */
    float[] resize(float[] samples, int channels) {
        return resize(channels, (y, narrowed) -> narrow(samples, y, channels, narrowed));
    }

    /** Resizes one row of the image to the new width. */
    @FunctionalInterface
    private interface Row {
        void narrow(int y, float[] narrowed);
    }

    private float[] resize(int channels, Row given) {
        int row = columns.to * channels;
        // process single rows: all narrowed rows together could be far larger than the result
        float[] narrowed = new float[row];
        float[] sums = new float[Math.multiplyExact(rows.to, row)];
        int lowest = 0;
        for (int y = 0; y < rows.from; y++) {
            given.narrow(y, narrowed);
            while (lowest < rows.to && rows.end(lowest) <= y) {
                lowest++;
            }
            for (int to = lowest; to < rows.to && rows.first[to] <= y; to++) {
                float weight = rows.weights[to][y - rows.first[to]];
                int position = to * row;
                for (int i = 0; i < row; i++) {
                    sums[position + i] += weight * narrowed[i];
                }
            }
        }
        return sums;
    }

    private void narrow(byte[] samples, int y, int channels, float[] narrowed) {
        int start = y * columns.from * channels;
        for (int x = 0; x < columns.to; x++) {
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                int position = start + columns.first[x] * channels + c;
                for (float weight : columns.weights[x]) {
                    sum += weight * (samples[position] & 0xff);
                    position += channels;
                }
                narrowed[x * channels + c] = sum;
            }
        }
    }

    private void narrow(float[] samples, int y, int channels, float[] narrowed) {
        int start = y * columns.from * channels;
        for (int x = 0; x < columns.to; x++) {
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                int position = start + columns.first[x] * channels + c;
                for (float weight : columns.weights[x]) {
                    sum += weight * samples[position];
                    position += channels;
                }
                narrowed[x * channels + c] = sum;
            }
        }
    }

    /** For each position along one axis: the first source position, and the weights from there. */
    private static final class Axis {

        /** The number of cached axes: the images of a data set usually have few sizes. */
        private static final int KEPT = 64;

        private static final Map<Size, Axis> AXES = new ConcurrentHashMap<>();

        private record Size(int from, int to) {}

        private final int from;
        private final int to;
        private final int[] first;
        private final float[][] weights;

        static Axis of(int from, int to) {
            if (AXES.size() >= KEPT) {
                AXES.clear();
            }
            return AXES.computeIfAbsent(new Size(from, to), size -> new Axis(from, to));
        }

        /** Returns the position after the last source position of a position. */
        int end(int place) {
            return first[place] + weights[place].length;
        }

        private Axis(int from, int to) {
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
