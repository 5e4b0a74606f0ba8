// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Extracts the samples of a decoded picture as stored, in full depth. The conversion of Java from
 * grey to RGB would change their values.
 */
final class Samples {

    private Samples() {}

    static ImageValue of(BufferedImage picture, String where) {
        ColorModel model = picture.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return indexed(picture, palette);
        }
        Raster raster = picture.getRaster();
        switch (raster.getDataBuffer().getDataType()) {
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE ->
                    throw PictureProblem.unknown(where, "samples that are floating-point numbers");
            case DataBuffer.TYPE_SHORT ->
                    throw PictureProblem.unknown(where, "samples with a sign");
            default -> {}
        }
        int bands = raster.getNumBands();
        boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && bands <= 2;
        boolean colour = model.getColorSpace().getType() == ColorSpace.TYPE_RGB && bands >= 3;
        if (!grey && !colour) {
            return mixed(picture, model.hasAlpha() ? 4 : 3);
        }
        int channels = grey && bands == 2 ? 4 : Math.min(bands, 4);
        if (raster.getSampleModel().getSampleSize(0) > 8) {
            return deep(raster, channels);
        }
        return isStoredSo(raster, channels) ? stored(raster) : plain(raster, channels);
    }

    /** Returns whether each sample is a byte, as in nearly all pictures. */
    private static boolean isStoredSo(Raster raster, int channels) {
        return raster.getSampleModel() instanceof ComponentSampleModel
                && raster.getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE
                && raster.getNumBands() == channels;
    }

    private static ImageValue stored(Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] samples = new byte[width * height * raster.getNumBands()];
        // all rows at once, with the bands of a pixel next to each other and in order
        raster.getDataElements(raster.getMinX(), raster.getMinY(), width, height, samples);
        return new ImageValue(width, height, raster.getNumBands(), samples);
    }

    private static ImageValue plain(Raster raster, int channels) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] samples = new byte[width * height * channels];
        int[] row = new int[width * bands];
        int[] most = new int[bands];
        for (int band = 0; band < bands; band++) {
            most[band] = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
        }
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                for (int c = 0; c < channels; c++) {
                    int band = bands == 2 ? c / 3 : c;
                    int value = row[from + band];
                    samples[to++] =
                            (byte)
                                    (most[band] == 255
                                            ? value
                                            : (value * 255 + most[band] / 2) / most[band]);
                }
            }
        }
        return new ImageValue(width, height, channels, samples);
    }

    private static ImageValue deep(Raster raster, int channels) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        short[] samples = new short[width * height * channels];
        int[] row = new int[width * bands];
        long[] most = new long[bands];
        for (int band = 0; band < bands; band++) {
            most[band] = (1L << raster.getSampleModel().getSampleSize(band)) - 1;
        }
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                for (int c = 0; c < channels; c++) {
                    int band = bands == 2 ? c / 3 : c;
                    samples[to++] = full(row[from + band] & 0xffffffffL, most[band]);
                }
            }
        }
        return ImageValue.ofDeep(width, height, channels, samples);
    }

    /** Returns a sample on the scale of 0 to 65535. */
    static short full(long value, long most) {
        return (short) (most == 65535 ? value : (value * 65535 + most / 2) / most);
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
