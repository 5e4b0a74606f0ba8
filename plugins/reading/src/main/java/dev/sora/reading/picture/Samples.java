// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the samples out of a decoded picture as they were stored; Java's own conversion of grey to
 * red, green and blue would change their values.
 */
final class Samples {

    private Samples() {}

    static ImageValue of(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return indexed(picture, palette);
        }
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && bands <= 2;
        boolean colour = model.getColorSpace().getType() == ColorSpace.TYPE_RGB && bands >= 3;
        if (!grey && !colour) {
            return mixed(picture, model.hasAlpha() ? 4 : 3);
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        int channels = grey && bands == 2 ? 4 : Math.min(bands, 4);
        byte[] samples = new byte[width * height * channels];
        int[] row = new int[width * bands];
        int[] excess = new int[bands];
        for (int band = 0; band < bands; band++) {
            excess[band] = raster.getSampleModel().getSampleSize(band) - 8;
        }
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                for (int c = 0; c < channels; c++) {
                    int band = bands == 2 ? c / 3 : c;
                    samples[to++] = (byte) scaled(row[from + band], excess[band]);
                }
            }
        }
        return new ImageValue(width, height, channels, samples);
    }

    private static int scaled(int value, int excess) {
        if (excess >= 0) {
            return value >> excess;
        }
        int most = (1 << (8 + excess)) - 1;
        return (value * 255 + most / 2) / most;
    }

    private static ImageValue indexed(BufferedImage picture, IndexColorModel palette) {
        boolean grey = !palette.hasAlpha();
        for (int i = 0; grey && i < palette.getMapSize(); i++) {
            grey =
                    palette.getRed(i) == palette.getGreen(i)
                            && palette.getRed(i) == palette.getBlue(i);
        }
        return mixed(picture, grey ? 1 : palette.hasAlpha() ? 4 : 3);
    }

    private static ImageValue mixed(BufferedImage picture, int channels) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        byte[] samples = new byte[width * height * channels];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                samples[to++] = (byte) (pixel >> 16);
                if (channels > 1) {
                    samples[to++] = (byte) (pixel >> 8);
                    samples[to++] = (byte) pixel;
                }
                if (channels > 3) {
                    samples[to++] = (byte) (pixel >> 24);
                }
            }
        }
        return new ImageValue(width, height, channels, samples);
    }
}
