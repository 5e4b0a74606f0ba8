// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Creates small PNG pictures from raw pixels.
 *
 * <p>The JDK's desktop classes are not used, because they delay the start and are missing from some
 * server images.
 */
public final class Thumbnail {

    /** The maximum length of a side: larger pictures are scaled down by averaging. */
    public static final int SIDE = 84;

    /** The maximum length of a side of a picture on which places are marked. */
    public static final int MARKED_SIDE = 4 * SIDE;

    private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};

    private Thumbnail() {}

    /**
     * Creates a PNG.
     *
     * @param pixels one byte for each channel, 0 to 255, row by row, the channels of a pixel
     *     together
     * @param channels 1 for grey, 3 for red, green and blue, 4 with opacity
     */
    public static byte[] png(byte[] pixels, int height, int width, int channels) {
        return png(pixels, height, width, channels, SIDE);
    }

    /**
     * Creates a PNG.
     *
     * @param side the maximum length of a side
     */
    public static byte[] png(byte[] pixels, int height, int width, int channels, int side) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("no picture has %d channels".formatted(channels));
        }
        int step = Math.max(1, (Math.max(height, width) + side - 1) / side);
        int rows = Math.max(1, height / step);
        int columns = Math.max(1, width / step);
        byte[] scan = new byte[rows * (1 + columns * channels)];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            scan[at++] = 0;
            for (int column = 0; column < columns; column++) {
                for (int channel = 0; channel < channels; channel++) {
                    int corner = (row * step * width + column * step) * channels + channel;
                    int down = Math.min(step, height - row * step);
                    int across = Math.min(step, width - column * step);
                    scan[at++] = mean(pixels, corner, down, across, width, channels);
                }
            }
        }
        return encoded(scan, columns, rows, channels);
    }

    private static byte mean(
            byte[] pixels, int corner, int down, int across, int width, int channels) {
        int sum = 0;
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                sum += pixels[corner + (row * width + column) * channels] & 0xFF;
            }
        }
        return (byte) ((sum + down * across / 2) / (down * across));
    }

    private static byte[] encoded(byte[] scan, int width, int height, int channels) {
        byte colour = (byte) (channels == 1 ? 0 : channels == 3 ? 2 : 6);
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, colour, 0, 0, 0})
                        .array();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header);
            chunk(out, "IDAT", deflated(scan));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflated(byte[] scan) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(scan);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) check.getValue());
    }
}
