// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;

/**
 * Reads the portable formats: PGM (P2 as text, P5) and PPM (P3 as text, P6), of 8 or 16 bits.
 *
 * <p>The header is text: the kind, width, height and greatest value, with comments from {@code #}
 * to the end of a line.
 */
final class PortablePicture {

    private final byte[] bytes;
    private final String where;
    private int at = 2;

    private PortablePicture(byte[] bytes, String where) {
        this.bytes = bytes;
        this.where = where;
    }

    static boolean is(byte[] bytes) {
        return bytes.length > 2
                && bytes[0] == 'P'
                && (bytes[1] == '2' || bytes[1] == '3' || bytes[1] == '5' || bytes[1] == '6');
    }

    static ImageValue read(byte[] bytes, String where) {
        return new PortablePicture(bytes, where).read();
    }

    private ImageValue read() {
        int kind = bytes[1] - '0';
        int channels = kind == 3 || kind == 6 ? 3 : 1;
        int width = number();
        int height = number();
        int most = number();
        Pictures.checkSize(where, width, height);
        if (most < 1 || most > 65535) {
            throw PictureProblem.lies(
                    where, "a greatest value from 1 to 65535", String.valueOf(most));
        }
        int count = width * height * channels;
        int depth = most > 255 ? 2 : 1;
        // one blank ends the header
        at++;
        // a number as text takes a digit at least, and a blank before the next
        long least = kind > 3 ? (long) count * depth : 2L * count - 1;
        if (bytes.length - at < least) {
            throw PictureProblem.cut(
                    where, "%,d of %,d bytes".formatted(Math.max(0, bytes.length - at), least));
        }
        byte[] samples = new byte[count];
        for (int i = 0; i < count; i++) {
            int value = kind < 4 ? number() : binary(depth);
            samples[i] = (byte) ((Math.min(value, most) * 255L + most / 2) / most);
        }
        return new ImageValue(width, height, channels, samples);
    }

    private int binary(int depth) {
        int value = bytes[at++] & 0xff;
        return depth == 1 ? value : value << 8 | bytes[at++] & 0xff;
    }

    private int number() {
        while (at < bytes.length && (bytes[at] <= ' ' || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                while (at < bytes.length && bytes[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
        if (at >= bytes.length) {
            throw PictureProblem.cut(where, "fewer numbers than the header says");
        }
        int start = at;
        int value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 9) {
            value = value * 10 + bytes[at++] - '0';
        }
        if (at == start) {
            throw PictureProblem.lies(where, "a number", "byte %d".formatted(bytes[at] & 0xff));
        }
        return value;
    }
}
