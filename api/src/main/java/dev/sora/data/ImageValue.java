// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/**
 * A picture as people see it: row by row from the top, the channels of one pixel side by side.
 *
 * <p>Samples have 8 bits. A picture of more, such as a scan or an X-ray of 16 bits, holds its full
 * depth beside them: whoever knows of {@link #deep()} loses nothing, and whoever does not sees the
 * same picture in 8 bits.
 *
 * <p>The arrays are not copied; whoever creates or reads the value must not change them.
 *
 * @param width pixels a row
 * @param height rows
 * @param channels 1 for grey, 3 for red, green, blue, 4 with alpha
 * @param samples {@code height * width * channels} samples, 0 to 255
 * @param deep the same samples in full depth, unsigned, 0 to 65535; empty if 8 bits are all there
 *     is
 * @since 1.0
 */
public record ImageValue(int width, int height, int channels, byte[] samples, short[] deep) {

    private static final short[] NONE = {};

    /** Checks that the arrays hold just the samples. */
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

    /** Creates a picture of 8 bits. */
    public ImageValue(int width, int height, int channels, byte[] samples) {
        this(width, height, channels, samples, NONE);
    }

    /**
     * Creates a picture of more than 8 bits; its 8-bit samples are the nearest ones.
     *
     * @param deep unsigned samples, of which 65535 is the brightest
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
     * Returns whether there are more than 8 bits a sample.
     *
     * @since 1.2
     */
    public boolean isDeep() {
        return deep.length > 0;
    }

    /** Returns one sample, 0 to 255. */
    public int sample(int row, int column, int channel) {
        return samples[(row * width + column) * channels + channel] & 0xff;
    }
}
