// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/**
 * A picture: rows from the top, with the channels of a pixel next to each other.
 *
 * <p>Samples have 8 bits. A picture of more bits, such as a 16-bit scan or X-ray, also holds its
 * full depth in {@link #deep()}; code that does not use it reads the same picture in 8 bits.
 *
 * <p>The arrays are not copied: neither the creator nor a reader of the value may change them.
 *
 * @param width the number of pixels in a row
 * @param height the number of rows
 * @param channels 1 for grey, 3 for red, green, blue, 4 with alpha
 * @param samples {@code height * width * channels} samples, 0 to 255
 * @param deep the same samples in full depth, unsigned, 0 to 65535; empty if the picture has 8 bits
 * @since 1.0
 */
public record ImageValue(int width, int height, int channels, byte[] samples, short[] deep) {

    private static final short[] NONE = {};

    /** Checks that the arrays have the size of the picture. */
    public ImageValue {
        if (width < 1 || height < 1 || channels < 1) {
            throw new IllegalArgumentException("an image has at least one sample");
        }
        long count = (long) width * height * channels;
        if (count != samples.length || (deep.length != 0 && count != deep.length)) {
            throw new IllegalArgumentException(
                    "%d x %d x %d samples, not %d"
                            .formatted(
                                    height,
                                    width,
                                    channels,
                                    count != samples.length ? samples.length : deep.length));
        }
    }

    /** Creates an 8-bit picture. */
    public ImageValue(int width, int height, int channels, byte[] samples) {
        this(width, height, channels, samples, NONE);
    }

    /**
     * Creates a picture of more than 8 bits. Its 8-bit samples are rounded to nearest.
     *
     * @param deep unsigned samples, 0 to 65535
     * @since 1.2
     */
    public static ImageValue ofDeep(int width, int height, int channels, short[] deep) {
        byte[] samples = new byte[deep.length];
        for (int i = 0; i < samples.length; i++) {
            // 65535 is 255 times 257
            samples[i] = (byte) (((deep[i] & 0xffff) + 128) / 257);
        }
        return new ImageValue(width, height, channels, samples, deep);
    }

    /**
     * Returns whether samples have more than 8 bits.
     *
     * @since 1.2
     */
    public boolean isDeep() {
        return deep.length > 0;
    }

    /** Returns one 8-bit sample, 0 to 255. */
    public int sample(int row, int column, int channel) {
        return samples[(row * width + column) * channels + channel] & 0xff;
    }
}
