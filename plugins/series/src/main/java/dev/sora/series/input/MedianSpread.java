// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import java.util.Arrays;

/**
 * The median of the spreads of windows. Of many windows it keeps an evenly spaced part, so that
 * memory stays bounded and the same windows always give the same median.
 */
final class MedianSpread {

    private static final int MOST = 512;

    private double[] kept = new double[8];
    private int size;
    private long seen;
    private long every = 1;

    /** Adds the spread of a window that is not constant. */
    void add(double spread) {
        if (seen++ % every != 0) {
            return;
        }
        if (size == MOST) {
            thin();
            if ((seen - 1) % every != 0) {
                return;
            }
        }
        if (size == kept.length) {
            kept = Arrays.copyOf(kept, size * 2);
        }
        kept[size++] = spread;
    }

    private void thin() {
        every *= 2;
        size /= 2;
        for (int i = 0; i < size; i++) {
            kept[i] = kept[2 * i];
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the median, the upper one of two; there is at least one spread. */
    double median() {
        double[] sorted = Arrays.copyOf(kept, size);
        Arrays.sort(sorted);
        return sorted[size / 2];
    }
}
