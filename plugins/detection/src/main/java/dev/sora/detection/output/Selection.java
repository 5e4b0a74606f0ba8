// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

/**
 * Which of the boxes at all positions are predicted.
 *
 * @param score the least score
 * @param iou of two boxes of one class that overlap by more, the one with the lower score is left
 *     out
 * @param most the greatest number of boxes of a picture
 */
record Selection(double score, double iou, int most) {

    /** The least score of boxes that metrics read: precision is measured at every recall. */
    private static final double LEAST_MEASURED = 0.01;

    /** Returns the selection for metrics. */
    Selection measured() {
        return new Selection(Math.min(score, LEAST_MEASURED), iou, most);
    }
}
