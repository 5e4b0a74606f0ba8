// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.data.ImageValue;

/**
 * The size, channels and depth of all encoded images of an input.
 *
 * @param height rows
 * @param width pixels in a row
 * @param channels 1 for grey, 3 for red, green, blue
 * @param deep whether samples keep more than 8 bits
 */
record PixelLayout(int height, int width, int channels, boolean deep) {

    private static final int MOST = 255;

    /** The number of 16-bit levels in one 8-bit level. */
    static final int STEPS = 257;

    /**
     * Returns the samples of an image in this layout; the image's own array if it already has it.
     */
    byte[] samples(ImageValue image) {
        byte[] samples = withChannels(image);
        if (isSized(image)) {
            return samples;
        }
        return new Resampler(image.width(), image.height(), width, height)
                .resize(samples, channels);
    }

    /** Returns the samples of an image in this layout at full depth, in the range from 0 to 255. */
    float[] levels(ImageValue image) {
        float[] levels = levelsWithChannels(image);
        if (isSized(image)) {
            return levels;
        }
        return new Resampler(image.width(), image.height(), width, height).resize(levels, channels);
    }

    private boolean isSized(ImageValue image) {
        return image.height() == height && image.width() == width;
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

    private float[] levelsWithChannels(ImageValue image) {
        int given = image.channels();
        float[] changed = new float[image.width() * image.height() * channels];
        int from = 0;
        for (int to = 0; to < changed.length; to += channels, from += given) {
            float red = level(image, from);
            float green = given < 3 ? red : level(image, from + 1);
            float blue = given < 3 ? red : level(image, from + 2);
            if (given == 2 || given == 4) {
                float alpha = level(image, from + given - 1) / MOST;
                red = onWhite(red, alpha);
                green = onWhite(green, alpha);
                blue = onWhite(blue, alpha);
            }
            if (channels == 1) {
                changed[to] = given < 3 ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
            } else {
                changed[to] = red;
                changed[to + 1] = green;
                changed[to + 2] = blue;
            }
        }
        return changed;
    }

    private static float level(ImageValue image, int at) {
        return image.isDeep()
                ? (image.deep()[at] & 0xffff) / (float) STEPS
                : image.samples()[at] & 0xff;
    }

    private static int onWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private static float onWhite(float value, float alpha) {
        return value * alpha + MOST * (1 - alpha);
    }

    /** Returns the luma of Rec. 601, in thousandths. */
    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
