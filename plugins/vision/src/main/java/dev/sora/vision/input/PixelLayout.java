// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.data.ImageValue;

/**
 * The size and channels that all images of an input have once encoded.
 *
 * @param height rows
 * @param width pixels a row
 * @param channels 1 for grey, 3 for red, green, blue
 */
record PixelLayout(int height, int width, int channels) {

    /** Returns the image's samples in this layout; the image's own array if it has it already. */
    byte[] samples(ImageValue image) {
        byte[] samples = withChannels(image);
        if (image.height() == height && image.width() == width) {
            return samples;
        }
        return new Resampler(image.width(), image.height(), width, height)
                .resize(samples, channels);
    }

    private byte[] withChannels(ImageValue image) {
        int given = image.channels();
        if (given == channels) {
            return image.samples();
        }
        byte[] samples = image.samples();
        byte[] changed = new byte[image.width() * image.height() * channels];
        int from = 0;
        for (int to = 0; to < changed.length; to += channels, from += given) {
            int red = samples[from] & 0xff;
            int green = given < 3 ? red : samples[from + 1] & 0xff;
            int blue = given < 3 ? red : samples[from + 2] & 0xff;
            if (given == 2 || given == 4) {
                int alpha = samples[from + given - 1] & 0xff;
                red = onWhite(red, alpha);
                green = onWhite(green, alpha);
                blue = onWhite(blue, alpha);
            }
            if (channels == 1) {
                changed[to] = given < 3 ? (byte) red : (byte) luma(red, green, blue);
            } else {
                changed[to] = (byte) red;
                changed[to + 1] = (byte) green;
                changed[to + 2] = (byte) blue;
            }
        }
        return changed;
    }

    private static int onWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** Rec. 601, in thousandths. */
    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
