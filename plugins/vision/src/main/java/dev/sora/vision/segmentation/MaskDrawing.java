// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ImageValue;
import dev.sora.exhibit.Gallery;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A picture as the network sees it, with the right and the predicted class of each pixel.
 *
 * @param picture {@code (channels, height, width)}, normalised
 * @param shape the dimensions of the picture
 * @param right the right classes
 * @param predicted the predicted classes
 * @param columns the number of pixels in a row of the masks
 */
record MaskDrawing(float[] picture, Shape shape, byte[] right, byte[] predicted, int columns) {

    private static final int MOST = 8;
    private static final int GAP = 2;

    /** Colours of classes after the first, which is not coloured. */
    private static final int[] COLOURS = {
        0xe6194b, 0x3cb44b, 0x4363d8, 0xffe119, 0xf58231, 0x911eb4, 0x42d4f4, 0xf032e6
    };

    /** Returns the drawings of the first records of a batch. */
    static List<MaskDrawing> first(Signal prediction, byte[] predicted, byte[] right) {
        NDArray pictures = prediction.part(PixelHead.PICTURE);
        Shape batch = pictures.getShape();
        int columns = (int) prediction.values().getShape().get(3);
        int records = (int) batch.get(0);
        int pixels = right.length / records;
        List<MaskDrawing> drawings = new ArrayList<>();
        for (int i = 0; i < Math.min(records, MOST); i++) {
            drawings.add(
                    new MaskDrawing(
                            pictures.get(i).toFloatArray(),
                            batch.slice(1),
                            part(right, i, pixels),
                            part(predicted, i, pixels),
                            columns));
        }
        return drawings;
    }

    private static byte[] part(byte[] all, int index, int size) {
        byte[] part = new byte[size];
        System.arraycopy(all, index * size, part, 0, size);
        return part;
    }

    /** Returns the item of a gallery: the picture, the right mask and the predicted one. */
    Gallery.Item item(List<String> names) {
        int height = (int) shape.get(1);
        int width = (int) shape.get(2);
        int wide = 3 * width + 2 * GAP;
        byte[] samples = new byte[height * wide * 3];
        Arrays.fill(samples, (byte) 255);
        double[] range = range();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int mask = row * rows() / height * columns + column * columns / width;
                int at = (row * wide + column) * 3;
                paint(samples, at, row * width + column, range, 0);
                paint(samples, at + 3 * (width + GAP), row * width + column, range, right[mask]);
                paint(
                        samples,
                        at + 6 * (width + GAP),
                        row * width + column,
                        range,
                        predicted[mask]);
            }
        }
        return Gallery.Item.ofPicture(new ImageValue(wide, height, 3, samples))
                .judged(shares(predicted, names), shares(right, names));
    }

    private int rows() {
        return right.length / columns;
    }

    /** Returns the least and the greatest value, which are drawn as black and white. */
    private double[] range() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value : picture) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return new double[] {least, Math.max(most - least, 1e-6)};
    }

    private void paint(byte[] samples, int at, int pixel, double[] range, int name) {
        int area = (int) (shape.get(1) * shape.get(2));
        int channels = (int) shape.get(0);
        for (int channel = 0; channel < 3; channel++) {
            float value = picture[Math.min(channel, channels - 1) * area + pixel];
            double grey = 255 * (value - range[0]) / range[1];
            int shown = name & 0xff;
            if (shown == MaskClasses.IGNORED) {
                grey = (grey + 255) / 2;
            } else if (shown > 0) {
                int colour = COLOURS[(shown - 1) % COLOURS.length];
                grey = 0.4 * grey + 0.6 * (colour >> (16 - 8 * channel) & 0xff);
            }
            samples[at + channel] = (byte) Math.round(grey);
        }
    }

    /** Returns the classes other than the first with their shares. */
    private static String shares(byte[] mask, List<String> names) {
        int[] pixels = new int[256];
        for (byte at : mask) {
            pixels[at & 0xff]++;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < names.size(); i++) {
            if (pixels[i] > 0) {
                parts.add(
                        String.format(
                                Locale.ROOT,
                                "%s %.1f %%",
                                names.get(i),
                                100.0 * pixels[i] / mask.length));
            }
        }
        return parts.isEmpty() ? names.get(0) + " only" : String.join(", ", parts);
    }
}
