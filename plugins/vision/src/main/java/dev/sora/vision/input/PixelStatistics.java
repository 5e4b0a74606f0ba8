// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

/** Mean and standard deviation of the samples of each channel, in whole numbers, so exact. */
final class PixelStatistics {

    private final long[][] counts;

    PixelStatistics(int channels) {
        counts = new long[channels][256];
    }

    void add(byte[] samples) {
        int channels = counts.length;
        if (channels == 1) {
            long[] only = counts[0];
            for (byte sample : samples) {
                only[sample & 0xff]++;
            }
            return;
        }
        for (int i = 0; i < samples.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                counts[c][samples[i + c] & 0xff]++;
            }
        }
    }

    Normalisation normalisation() {
        float[] mean = new float[counts.length];
        float[] deviation = new float[counts.length];
        for (int c = 0; c < counts.length; c++) {
            double number = 0;
            double sum = 0;
            for (int value = 0; value < 256; value++) {
                number += counts[c][value];
                sum += (double) counts[c][value] * value;
            }
            double average = sum / Math.max(1, number);
            double squares = 0;
            for (int value = 0; value < 256; value++) {
                squares += counts[c][value] * (value - average) * (value - average);
            }
            double spread = Math.sqrt(squares / Math.max(1, number));
            mean[c] = (float) average;
            // a channel that never changes is only centred
            deviation[c] = spread > 0 ? (float) spread : 1;
        }
        return new Normalisation(mean, deviation);
    }
}
