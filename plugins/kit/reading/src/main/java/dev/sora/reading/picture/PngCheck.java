// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks a PNG before it is decoded: all chunks are complete, and the amount of image data is that
 * of the header. Decoders are lenient and would return half a picture.
 */
final class PngCheck {

    private static final int HEADER = 0x49484452;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454e44;
    private static final int SIGNATURE = 8;

    private final String where;
    private final ByteBuffer bytes;
    private final byte[] scratch = new byte[8192];
    private long expected = -1;
    private long inflated;

    private PngCheck(byte[] bytes, String where) {
        this.where = where;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static void check(byte[] bytes, String where) {
        new PngCheck(bytes, where).run();
    }

    private void run() {
        Inflater inflater = new Inflater();
        try {
            bytes.position(SIGNATURE);
            int type = 0;
            while (type != END) {
                type = chunk(inflater);
            }
        } catch (DataFormatException e) {
            throw PictureProblem.damaged(where, "image data that cannot be decompressed", e);
        } finally {
            inflater.end();
        }
        if (expected >= 0 && inflated != expected) {
            throw PictureProblem.lies(
                    where,
                    "%,d bytes of image data".formatted(expected),
                    inflated > expected ? "more" : "%,d".formatted(inflated));
        }
    }

    private int chunk(Inflater inflater) throws DataFormatException {
        if (bytes.remaining() < 12) {
            throw PictureProblem.cut(where, "no end chunk");
        }
        int length = bytes.getInt();
        int start = bytes.position();
        int type = bytes.getInt();
        if (length < 0 || length > bytes.remaining() - 4) {
            throw PictureProblem.cut(where, "an unfinished chunk " + name(type));
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), start, 4 + length);
        if ((int) sum.getValue() != bytes.getInt(start + 4 + length)) {
            throw PictureProblem.damaged(where, "a wrong checksum in chunk " + name(type), null);
        }
        if (type == HEADER && length == 13) {
            header();
        } else if (type == DATA) {
            inflater.setInput(bytes.array(), start + 4, length);
            inflate(inflater);
        }
        bytes.position(start + 8 + length);
        return type;
    }

    private void header() {
        int at = bytes.position();
        long width = bytes.getInt(at) & 0xffffffffL;
        long height = bytes.getInt(at + 4) & 0xffffffffL;
        Pictures.checkSize(where, width, height);
        int depth = bytes.get(at + 8);
        int samples =
                switch (bytes.get(at + 9)) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        boolean interlaced = bytes.get(at + 12) != 0;
        // an interlaced picture consists of seven small ones; the decoder checks their sizes
        expected = interlaced ? -1 : height * (1 + (width * depth * samples + 7) / 8);
    }

    private void inflate(Inflater inflater) throws DataFormatException {
        while (!inflater.needsInput() && !inflater.finished()) {
            int count = inflater.inflate(scratch);
            inflated += count;
            if (expected >= 0 && inflated > expected) {
                return;
            }
            if (count == 0 && inflater.needsDictionary()) {
                throw new DataFormatException("a dictionary is needed");
            }
        }
    }

    private static String name(int type) {
        byte[] letters = ByteBuffer.allocate(4).putInt(type).array();
        return new String(letters, StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z]", "?");
    }
}
