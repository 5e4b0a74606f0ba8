// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.data.ImageValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;

/**
 * Square grey pictures of two classes, which are drawn so that the right explanation is known.
 *
 * @param side their number of rows and columns
 */
record DrawnPictures(int side) {

    private static final int NOISE = 40;

    /** What is drawn. */
    @FunctionalInterface
    interface Drawing {

        /** Returns the brightness of a pixel, without noise. */
        int level(int row, int column);
    }

    byte[] pixels(Random random, Drawing drawing) {
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (drawing.level(i / side, i % side) + random.nextInt(NOISE));
        }
        return pixels;
    }

    ImageValue image(byte[] pixels) {
        return new ImageValue(side, side, 1, pixels);
    }

    /**
     * Writes files that the source {@code idx} reads. The classes 0 and 1 alternate.
     *
     * @param picture returns the pixels of the next picture; true asks for class 1
     */
    void write(Path images, Path labels, int count, Function<Boolean, byte[]> picture)
            throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + count * side * side);
        pixels.putInt(2051).putInt(count).putInt(side).putInt(side);
        ByteBuffer classes = ByteBuffer.allocate(8 + count);
        classes.putInt(2049).putInt(count);
        for (int i = 0; i < count; i++) {
            classes.put((byte) (i % 2));
            pixels.put(picture.apply(i % 2 == 1));
        }
        Files.write(images, pixels.array());
        Files.write(labels, classes.array());
    }
}
