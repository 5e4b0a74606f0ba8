// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/**
 * A picture of 8-bit samples, row by row from the top, the channels of one pixel side by side.
 *
 * <p>The array is not copied; whoever creates or reads the value must not change it.
 *
 * @param width pixels a row
 * @param height rows
 * @param channels 1 for grey, 3 for red, green, blue, 4 with alpha
 * @param samples {@code height * width * channels} samples, 0 to 255
 * @since 1.0
 */
public record ImageValue(int width, int height, int channels, byte[] samples) {

    /** Checks that the array holds just the samples. */
    public ImageValue {
        if (width < 1 || height < 1 || channels < 1) {
            throw new IllegalArgumentException("an image has at least one sample");
        }
        if ((long) width * height * channels != samples.length) {
            throw new IllegalArgumentException(
                    "%d x %d x %d samples, not %d"
                            .formatted(height, width, channels, samples.length));
        }
    }

    /** Returns one sample, 0 to 255. */
    public int sample(int row, int column, int channel) {
        return samples[(row * width + column) * channels + channel] & 0xff;
    }
}
