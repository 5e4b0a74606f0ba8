// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.data.ImageValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes pictures of 8 bits as PNG (ISO/IEC 15948): grey or colour, without filters. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte GREY = 0;
    private static final byte COLOUR = 2;

    private Png() {}

    /** Returns a picture as an address that browsers show: {@code data:image/png;base64,…}. */
    static String dataUri(ImageValue picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(of(picture));
    }

    static byte[] of(ImageValue picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(picture.width())
                        .putInt(picture.height())
                        .put((byte) 8)
                        .put(picture.channels() == 1 ? GREY : COLOUR)
                        .put(new byte[3])
                        .array();
        chunk(out, "IHDR", header);
        chunk(out, "IDAT", deflated(picture));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflated(ImageValue picture) {
        int row = picture.width() * picture.channels();
        byte[] samples = picture.samples();
        ByteBuffer lines = ByteBuffer.allocate((row + 1) * picture.height());
        for (int y = 0; y < picture.height(); y++) {
            lines.put((byte) 0).put(samples, y * row, row);
        }
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(lines.array());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
