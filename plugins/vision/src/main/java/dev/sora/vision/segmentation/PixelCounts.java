// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import java.util.Arrays;

/**
 * For each record, how many pixels of each class were predicted as each class.
 *
 * @param records the number of records
 * @param classes the number of classes
 * @param values {@code [record][actual][predicted]}, one after the other
 */
record PixelCounts(int records, int classes, int[] values) {

    /**
     * Counts the pixels of a batch, except those that do not count.
     *
     * @param predicted the predicted class of each pixel, record after record
     * @param right the right ones
     */
    static PixelCounts of(byte[] predicted, byte[] right, int records, int classes) {
        int[] values = new int[records * classes * classes];
        int pixels = records == 0 ? 0 : right.length / records;
        for (int at = 0; at < right.length; at++) {
            int actual = right[at] & 0xff;
            if (actual != MaskClasses.IGNORED) {
                int record = at / pixels;
                values[(record * classes + actual) * classes + (predicted[at] & 0xff)]++;
            }
        }
        return new PixelCounts(records, classes, values);
    }

    /** Returns the counts of all records together, {@code [actual][predicted]}. */
    long[][] sum() {
        long[][] sum = new long[classes][classes];
        for (int at = 0; at < values.length; at++) {
            sum[at / classes % classes][at % classes] += values[at];
        }
        return sum;
    }

    /** Returns the counts of some records. */
    PixelCounts chosen(int[] indices) {
        int one = classes * classes;
        int[] some = new int[indices.length * one];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * one, some, i * one, one);
        }
        return new PixelCounts(indices.length, classes, some);
    }

    /** Returns the counts of an answer that gives each pixel the most frequent class. */
    PixelCounts ofMostFrequent() {
        long[][] sum = sum();
        int best = 0;
        long most = -1;
        for (int actual = 0; actual < classes; actual++) {
            long pixels = Arrays.stream(sum[actual]).sum();
            if (pixels > most) {
                most = pixels;
                best = actual;
            }
        }
        int[] constant = new int[values.length];
        for (int at = 0; at < values.length; at++) {
            constant[at - at % classes + best] += values[at];
        }
        return new PixelCounts(records, classes, constant);
    }
}
