// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.data.ImageValue;

/** Computes mean and standard deviation of the samples of each channel, exactly, with integers. */
final class PixelStatistics {

    private final PixelLayout layout;
    private final long[][] counts;

    PixelStatistics(PixelLayout layout) {
        this.layout = layout;
        counts = new long[layout.channels()][layout.deep() ? 1 << 16 : 256];
    }

    void add(ImageValue image) {
        if (layout.deep()) {
            add(layout.levels(image));
        } else {
            add(layout.samples(image));
        }
    }

    private void add(byte[] samples) {
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

    private void add(float[] levels) {
        int channels = counts.length;
        for (int i = 0; i < levels.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                int step = Math.round(levels[i + c] * PixelLayout.STEPS);
                counts[c][Math.max(0, Math.min(65535, step))]++;
            }
        }
    }

    Normalisation normalisation() {
        double unit = layout.deep() ? PixelLayout.STEPS : 1;
        float[] mean = new float[counts.length];
        float[] deviation = new float[counts.length];
        for (int c = 0; c < counts.length; c++) {
            double number = 0;
            double sum = 0;
            for (int value = 0; value < counts[c].length; value++) {
                number += counts[c][value];
                sum += (double) counts[c][value] * value;
            }
            double average = sum / Math.max(1, number);
            double squares = 0;
            for (int value = 0; value < counts[c].length; value++) {
                squares += counts[c][value] * (value - average) * (value - average);
            }
            double spread = Math.sqrt(squares / Math.max(1, number));
            mean[c] = (float) (average / unit);
            // a constant channel is only centred
            deviation[c] = spread > 0 ? (float) (spread / unit) : 1;
        }
        return new Normalisation(mean, deviation);
    }
}
