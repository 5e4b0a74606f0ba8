// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;

/** Places the first frame of a GIF on its screen, of which it may cover only a part. */
final class GifScreen {

    private static final int OPAQUE = 0xff;

    private GifScreen() {}

    /** Returns the whole screen; around the frame it is transparent. */
    static ImageValue place(ImageValue frame, byte[] bytes, String where) {
        int[] screen = GifBlocks.screen(bytes);
        int width = screen[0];
        int height = screen[1];
        int left = screen[2];
        int top = screen[3];
        boolean covers =
                left == 0 && top == 0 && frame.width() >= width && frame.height() >= height;
        // a screen smaller than its frame is an error that all viewers accept
        boolean within = left + frame.width() <= width && top + frame.height() <= height;
        if (covers || !within) {
            return frame;
        }
        Pictures.checkSize(where, width, height);
        byte[] samples = new byte[width * height * 4];
        int channels = frame.channels();
        int from = 0;
        for (int y = 0; y < frame.height(); y++) {
            int to = ((top + y) * width + left) * 4;
            for (int x = 0; x < frame.width(); x++, from += channels, to += 4) {
                for (int c = 0; c < 3; c++) {
                    samples[to + c] = frame.samples()[from + (channels < 3 ? 0 : c)];
                }
                samples[to + 3] = channels == 4 ? frame.samples()[from + 3] : (byte) OPAQUE;
            }
        }
        return new ImageValue(width, height, 4, samples);
    }
}
