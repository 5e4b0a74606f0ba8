// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;

/**
 * Rotates and mirrors a picture by its EXIF orientation. Of the eight orientations, 2, 4, 5 and 7
 * are mirrored, and 5 to 8 swap rows and columns.
 */
final class Turn {

    private Turn() {}

    /**
     * Returns the picture in the orientation in which it is viewed.
     *
     * @param orientation 1 to 8
     */
    static ImageValue apply(ImageValue stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        int width = stored.width();
        int height = stored.height();
        int channels = stored.channels();
        boolean across = orientation > 4;
        int newWidth = across ? height : width;
        int newHeight = across ? width : height;
        byte[] samples = new byte[stored.samples().length];
        short[] deep = new short[stored.deep().length];
        int to = 0;
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int fromX =
                        switch (orientation) {
                            case 2, 3 -> width - 1 - x;
                            case 5, 6 -> y;
                            case 7, 8 -> width - 1 - y;
                            default -> x;
                        };
                int fromY =
                        switch (orientation) {
                            case 3, 4 -> height - 1 - y;
                            case 5, 8 -> x;
                            case 6, 7 -> height - 1 - x;
                            default -> y;
                        };
                int from = (fromY * width + fromX) * channels;
                for (int channel = 0; channel < channels; channel++, to++) {
                    samples[to] = stored.samples()[from + channel];
                    if (deep.length > 0) {
                        deep[to] = stored.deep()[from + channel];
                    }
                }
            }
        }
        return new ImageValue(newWidth, newHeight, channels, samples, deep);
    }
}
