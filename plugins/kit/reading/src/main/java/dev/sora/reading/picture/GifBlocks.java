// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

/**
 * Parses the blocks of a GIF (GIF89a, CompuServe, 1990): the number of frames, the position of the
 * first frame on the screen, and whether the file is complete.
 */
final class GifBlocks {

    private static final int SCREEN = 6;
    private static final int TABLE = 10;
    private static final int HEADER = 13;

    private final byte[] bytes;
    private int at = HEADER;
    private int frames;
    private int firstFrame = -1;
    private boolean whole;

    private GifBlocks(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length > HEADER) {
            walk();
        }
    }

    /** Returns the number of frames, at least 1. */
    static int count(byte[] bytes) {
        return Math.max(1, new GifBlocks(bytes).frames);
    }

    /** Returns whether the file ends within its first frame, which decoders would silently fill. */
    static boolean isCut(byte[] bytes) {
        GifBlocks blocks = new GifBlocks(bytes);
        return blocks.frames == 0 && !blocks.whole;
    }

    /**
     * Returns the size of the screen and the position of the first frame: width, height, left, top.
     */
    static int[] screen(byte[] bytes) {
        GifBlocks blocks = new GifBlocks(bytes);
        int frame = blocks.firstFrame;
        return new int[] {
            blocks.number(SCREEN),
            blocks.number(SCREEN + 2),
            frame < 0 ? 0 : blocks.number(frame + 1),
            frame < 0 ? 0 : blocks.number(frame + 3)
        };
    }

    private void walk() {
        at += table(TABLE);
        while (at < bytes.length) {
            switch (bytes[at]) {
                case 0x21 -> {
                    at += 2;
                    if (!skipParts()) {
                        return;
                    }
                }
                case 0x2c -> {
                    firstFrame = firstFrame < 0 ? at : firstFrame;
                    if (at + 10 >= bytes.length) {
                        return;
                    }
                    at += 11 + table(at + 9);
                    if (!skipParts()) {
                        return;
                    }
                    frames++;
                }
                default -> {
                    whole = true;
                    return;
                }
            }
        }
    }

    /** Skips sub-blocks of up to 255 bytes each, of which the last one is empty. */
    private boolean skipParts() {
        while (at < bytes.length && bytes[at] != 0) {
            at += 1 + (bytes[at] & 0xff);
        }
        at++;
        return at <= bytes.length;
    }

    /** Returns the length of the colour table whose flags are at a position. */
    private int table(int flags) {
        int bits = bytes[flags];
        return (bits & 0x80) == 0 ? 0 : 3 << ((bits & 7) + 1);
    }

    private int number(int place) {
        return bytes[place] & 0xff | (bytes[place + 1] & 0xff) << 8;
    }
}
