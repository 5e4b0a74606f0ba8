// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

/**
 * The decompressed samples of a frame.
 *
 * @param samples stored samples, which may have unused bits
 * @param planar whether the planes of colours follow each other; otherwise the samples of a pixel
 *     do
 * @param photometric what the samples mean, after decompression
 */
record Raw(int[] samples, boolean planar, String photometric) {

    /** Returns a sample. */
    int at(int pixel, int channel, int channels, int pixels) {
        return samples[planar ? channel * pixels + pixel : pixel * channels + channel];
    }
}
