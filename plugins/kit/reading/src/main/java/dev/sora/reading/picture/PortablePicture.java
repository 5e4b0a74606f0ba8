// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;

/**
 * Reads the portable formats: PBM (P1 as text, P4), PGM (P2, P5) and PPM (P3, P6), of up to 16
 * bits.
 *
 * <p>The header is text: the type, width, height and greatest value, with comments from {@code #}
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
                && bytes[1] >= '1'
                && bytes[1] <= '6'
                && (bytes[2] <= ' ' || bytes[2] == '#');
    }

    static ImageValue read(byte[] bytes, String where) {
        return new PortablePicture(bytes, where).read();
    }

    private ImageValue read() {
        int kind = bytes[1] - '0';
        int channels = kind == 3 || kind == 6 ? 3 : 1;
        int width = number();
        int height = number();
        boolean bits = kind == 1 || kind == 4;
        int most = bits ? 1 : number();
        Pictures.checkSize(where, width, height);
        if (most < 1 || most > 65535) {
            throw PictureProblem.lies(
                    where, "a maximum value from 1 to 65535", String.valueOf(most));
        }
        int count = width * height * channels;
        int depth = most > 255 ? 2 : 1;
        // one whitespace character ends the header
        at++;
        if (bits) {
            return bits(width, height, kind == 4);
        }
        // a number as text needs at least one digit, and whitespace before the next one
        checkRest(kind > 3 ? (long) count * depth : 2L * count - 1);
        if (depth == 2) {
            short[] deep = new short[count];
            for (int i = 0; i < count; i++) {
                int value = kind < 4 ? number() : binary(depth);
                deep[i] = Samples.full(Math.min(value, most), most);
            }
            return ImageValue.ofDeep(width, height, channels, deep);
        }
        byte[] samples = new byte[count];
        for (int i = 0; i < count; i++) {
            int value = kind < 4 ? number() : binary(depth);
            samples[i] = (byte) ((Math.min(value, most) * 255L + most / 2) / most);
        }
        return new ImageValue(width, height, channels, samples);
    }

    /** Reads a picture of bits: 1 is black. As text, whitespace between the digits is optional. */
    private ImageValue bits(int width, int height, boolean packed) {
        int row = (width + 7) / 8;
        checkRest(packed ? (long) row * height : (long) width * height);
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            int black;
            if (packed) {
                int x = i % width;
                black = bytes[at + i / width * row + x / 8] >> (7 - x % 8) & 1;
            } else {
                while (at < bytes.length && bytes[at] <= ' ') {
                    at++;
                }
                if (at >= bytes.length) {
                    throw PictureProblem.cut(where, "fewer digits than the header says");
                }
                black = bytes[at++] - '0';
            }
            samples[i] = (byte) (black == 0 ? 255 : 0);
        }
        return new ImageValue(width, height, 1, samples);
    }

    private void checkRest(long least) {
        if (bytes.length - at < least) {
            throw PictureProblem.cut(
                    where, "%,d of %,d bytes".formatted(Math.max(0, bytes.length - at), least));
        }
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
