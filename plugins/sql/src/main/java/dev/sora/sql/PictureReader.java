// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.ImageValue;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes pictures (PNG, JPEG, GIF, BMP) that lie in a database as bytes. */
final class PictureReader {

    /** More than any camera takes; 400 MB as red, green and blue with alpha. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final String NEEDS = "a picture as PNG, JPEG, GIF or BMP";

    private PictureReader() {}

    static @Nullable Object read(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        return decode(
                value instanceof Blob blob
                        ? blob.getBytes(1, (int) blob.length())
                        : (byte[]) value);
    }

    static ImageValue decode(byte[] bytes) {
        // the stream keeps its data in memory: no temporary files
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new BrokenValue(NEEDS, "%,d bytes of another kind".formatted(bytes.length));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                checkSize(reader.getWidth(0), reader.getHeight(0));
                return samples(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (BrokenValue e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // decoders meet damaged pictures with unchecked exceptions of all kinds
            throw new BrokenValue(NEEDS, "a damaged one: " + e.getMessage());
        }
    }

    private static void checkSize(long width, long height) {
        if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
            throw new BrokenValue(
                    "at most %,d pixels".formatted(MOST_PIXELS),
                    "%,d x %,d".formatted(width, height));
        }
    }

    private static ImageValue samples(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return mixed(picture, isGrey(palette) ? 1 : model.hasAlpha() ? 4 : 3);
        }
        boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !model.hasAlpha();
        return grey ? grey(picture) : mixed(picture, model.hasAlpha() ? 4 : 3);
    }

    /** Takes samples as they are stored; Java's own conversion of grey would change them. */
    private static ImageValue grey(BufferedImage picture) {
        Raster raster = picture.getRaster();
        int width = picture.getWidth();
        byte[] samples = new byte[width * picture.getHeight()];
        int bits = raster.getSampleModel().getSampleSize(0);
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int value : row) {
                samples[to++] =
                        (byte) (bits >= 8 ? value >> (bits - 8) : value * 255 / ((1 << bits) - 1));
            }
        }
        return new ImageValue(width, picture.getHeight(), 1, samples);
    }

    private static boolean isGrey(IndexColorModel palette) {
        boolean grey = !palette.hasAlpha();
        for (int i = 0; grey && i < palette.getMapSize(); i++) {
            grey =
                    palette.getRed(i) == palette.getGreen(i)
                            && palette.getRed(i) == palette.getBlue(i);
        }
        return grey;
    }

    private static ImageValue mixed(BufferedImage picture, int channels) {
        int width = picture.getWidth();
        byte[] samples = new byte[width * picture.getHeight() * channels];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
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
        return new ImageValue(width, picture.getHeight(), channels, samples);
    }
}
