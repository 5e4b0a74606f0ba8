// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.ImageValue;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Pictures and labels in the IDX format, in memory: bytes after a header of four bytes and the
 * dimensions, such as MNIST.
 *
 * @param count the number of pictures
 * @param height rows
 * @param width columns
 * @param pixels all pixels
 * @param labels all labels
 */
record IdxPictures(int count, int height, int width, byte[] pixels, byte[] labels) {

    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    static IdxPictures read(Path images, Path labels) {
        int[] sizes = new int[3];
        byte[] pixels = read(images, IMAGES, sizes);
        int[] counts = new int[1];
        byte[] names = read(labels, LABELS, counts);
        if (counts[0] != sizes[0]) {
            throw new DataException(
                    Problem.of("SORA-4543", "there are not as many labels as pictures")
                            .where(labels.toString())
                            .needs("%d labels".formatted(sizes[0]))
                            .have(String.valueOf(counts[0]))
                            .fix("name the files of one set"));
        }
        return new IdxPictures(sizes[0], sizes[1], sizes[2], pixels, names);
    }

    ImageValue picture(int index) {
        int size = height * width;
        return new ImageValue(
                width, height, 1, Arrays.copyOfRange(pixels, index * size, (index + 1) * size));
    }

    String label(int index) {
        return String.valueOf(labels[index] & 0xff);
    }

    private static byte[] read(Path path, int magic, int[] sizes) {
        try (InputStream stream = Place.of(path).open();
                DataInputStream data = new DataInputStream(stream)) {
            int start = data.readInt();
            if (start != magic) {
                throw broken(
                        path,
                        "an IDX file of bytes with %d dimensions".formatted(sizes.length),
                        "another file");
            }
            long size = 1;
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = data.readInt();
                size = sizes[i] < 1 || size > 1 << 30 ? Long.MAX_VALUE >> 32 : size * sizes[i];
            }
            if (size > 1 << 30) {
                throw broken(path, "at most 1 GiB", Arrays.toString(sizes));
            }
            byte[] bytes = data.readNBytes((int) size);
            if (bytes.length < size || data.read() >= 0) {
                throw broken(
                        path,
                        "%d bytes after the header".formatted(size),
                        bytes.length < size ? String.valueOf(bytes.length) : "more");
            }
            return bytes;
        } catch (IOException e) {
            throw broken(path, "a whole file", "a file that is cut short or damaged");
        }
    }

    private static DataException broken(Path path, String needs, String have) {
        return new DataException(
                Problem.of("SORA-4543", "the pictures cannot be read")
                        .where(path.toString())
                        .needs(needs)
                        .have(have)
                        .fix("fetch the file again, or check 'images' and 'image_labels'"));
    }
}
