// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Builds files of pictures byte by byte, with metadata. */
final class Made {

    private Made() {}

    /** Returns an EXIF block with an orientation. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1})
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /**
     * Returns a PNG.
     *
     * @param kind 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha
     * @param rows the rows, without the byte before each that names a filter
     * @param chunks the chunks before the image data
     */
    static byte[] png(int width, int bits, int kind, byte[][] rows, byte[]... chunks) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            for (byte[] row : rows) {
                deflater.write(0);
                deflater.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        file.writeBytes(
                chunk(
                        "IHDR",
                        ByteBuffer.allocate(13)
                                .putInt(width)
                                .putInt(rows.length)
                                .put(new byte[] {(byte) bits, (byte) kind, 0, 0, 0})
                                .array()));
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        file.writeBytes(chunk("IDAT", packed.toByteArray()));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    static byte[] chunk(String name, byte[] content) {
        byte[] named =
                ByteBuffer.allocate(4 + content.length)
                        .put(name.getBytes(StandardCharsets.US_ASCII))
                        .put(content)
                        .array();
        CRC32 sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) sum.getValue())
                .array();
    }

    /** Returns the chunk of a PNG with a profile. */
    static byte[] profileChunk(byte[] profile) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {'p', 0, 0});
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(content)) {
            deflater.write(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chunk("iCCP", content.toByteArray());
    }

    /** Returns a JPEG with segments put after its first marker. */
    static byte[] jpeg(BufferedImage picture, byte[]... segments) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(written.toByteArray(), 0, 2);
        for (byte[] segment : segments) {
            file.writeBytes(segment);
        }
        file.write(written.toByteArray(), 2, written.size() - 2);
        return file.toByteArray();
    }

    static byte[] segment(int marker, String introduction, byte[] content) {
        byte[] words = introduction.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(4 + words.length + content.length)
                .putShort((short) (0xff00 | marker))
                .putShort((short) (2 + words.length + content.length))
                .put(words)
                .put(content)
                .array();
    }

    /** Returns an uncompressed TIFF of one band with two equal pages. */
    static byte[] tiff(int width, int height, int bits, byte[] samples, int orientation) {
        int[][] tags = {
            {254, 0},
            {256, width},
            {257, height},
            {258, bits},
            {259, 1},
            {262, 1},
            {273, 8},
            {274, orientation},
            {277, 1},
            {278, height},
            {279, samples.length}
        };
        int first = 8 + samples.length;
        int size = 2 + tags.length * 12 + 4;
        ByteBuffer file =
                ByteBuffer.allocate(first + 2 * size)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {'I', 'I', 42, 0})
                        .putInt(first)
                        .put(samples);
        for (int page = 0; page < 2; page++) {
            file.putShort((short) tags.length);
            for (int[] tag : tags) {
                file.putShort((short) tag[0]).putShort((short) 3).putInt(1).putInt(tag[1]);
            }
            file.putInt(page == 0 ? first + size : 0);
        }
        return file.array();
    }
}
