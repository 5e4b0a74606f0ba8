// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures made for tests, whole and broken. */
public final class Samples {

    private Samples() {}

    /** The value of a pixel of the small pictures of 8 x 8. */
    static int value(int row, int column, int channel) {
        return 100 + 8 * row + 5 * column + (channel == 0 ? 0 : 10);
    }

    static byte[] grey(String format) {
        return small(format, 1);
    }

    static byte[] colour(String format) {
        return small(format, 3);
    }

    /** Returns a PNG full of noise, which does not compress. */
    public static byte[] png(int width, int height, int channels) {
        BufferedImage image = new BufferedImage(width, height, type(channels));
        for (int i = 0; i < width * height * channels; i++) {
            int at = i / channels;
            image.getRaster()
                    .setSample(at % width, at / width, i % channels, (i * 7919 >> 3) & 0xff);
        }
        return encode(image, "png");
    }

    /** Returns a copy of a PNG whose header names another height. */
    static byte[] pngWithHeight(byte[] png, int height, boolean mendChecksum) {
        ByteBuffer copy = ByteBuffer.wrap(png.clone());
        copy.putInt(20, height);
        if (mendChecksum) {
            CRC32 sum = new CRC32();
            sum.update(copy.array(), 12, 17);
            copy.putInt(29, (int) sum.getValue());
        }
        return copy.array();
    }

    private static byte[] small(String format, int channels) {
        if (format.startsWith("p") && !format.equals("png")) {
            return portable(format.endsWith("text"), channels);
        }
        BufferedImage image = new BufferedImage(8, 8, type(channels));
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                for (int c = 0; c < channels; c++) {
                    image.getRaster().setSample(column, row, c, value(row, column, c));
                }
            }
        }
        return encode(image, format);
    }

    private static byte[] portable(boolean text, int channels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String kind = channels == 1 ? (text ? "P2" : "P5") : (text ? "P3" : "P6");
        bytes.writeBytes(
                (kind + "\n# made for a test\n8 8\n255\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 64 * channels; i++) {
            int value = value(i / channels / 8, i / channels % 8, i % channels);
            if (text) {
                bytes.writeBytes((value + " ").getBytes(StandardCharsets.US_ASCII));
            } else {
                bytes.write(value);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int type(int channels) {
        return channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    }
}
