// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.metric.Outcome;

/**
 * Predicted and actual boxes, in pixels of the original images.
 *
 * @param predicted left, top, right, bottom, record by record
 * @param targets the same for actual boxes; zeros if there is none
 * @param there for each record, whether there is a box
 */
record BoxesOutcome(float[] predicted, float[] targets, boolean[] there) implements Outcome {

    @Override
    public int size() {
        return there.length;
    }

    /** Returns the intersection over union of two boxes. */
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
