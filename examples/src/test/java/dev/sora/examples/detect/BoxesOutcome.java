// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.metric.Outcome;

/**
 * Boxes that were predicted beside those that are right, in pixels of the records' own pictures.
 *
 * @param predicted left, top, right, bottom, record after record
 * @param targets the same, zeros where there is none
 * @param there for each record, whether there is a box
 */
record BoxesOutcome(float[] predicted, float[] targets, boolean[] there) implements Outcome {

    @Override
    public int size() {
        return there.length;
    }

    /** Returns the shared area of two boxes as a fraction of that of both together. */
    static double iou(float[] one, int i, float[] other, int j) {
        double width = Math.min(one[i + 2], other[j + 2]) - Math.max(one[i], other[j]);
        double height = Math.min(one[i + 3], other[j + 3]) - Math.max(one[i + 1], other[j + 1]);
        double both = Math.max(0, width) * Math.max(0, height);
        double all = area(one, i) + area(other, j) - both;
        return all <= 0 ? 0 : both / all;
    }

    private static double area(float[] box, int i) {
        return Math.max(0, box[i + 2] - box[i]) * Math.max(0, box[i + 3] - box[i + 1]);
    }
}
