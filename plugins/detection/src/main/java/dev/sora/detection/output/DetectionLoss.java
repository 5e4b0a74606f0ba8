// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.Activation;

/** The loss of scores and boxes for an assignment. */
final class DetectionLoss {

    /** The weight of the loss of boxes beside that of scores, as in TOOD. */
    private static final float BOXES = 2;

    private DetectionLoss() {}

    /**
     * Returns the loss of each record, (batch). A record weighs as much as the boxes that it has,
     * so that every box of the data weighs the same.
     *
     * @param logits (batch, positions, classes)
     * @param predicted boxes, (batch, positions, 4)
     * @param objects the number of boxes that count, (batch)
     * @param usual the mean number of boxes in a training record
     */
    static NDArray each(
            NDArray logits,
            NDArray predicted,
            Assignment assignment,
            NDArray objects,
            double usual) {
        int[] rest = {1};
        NDArray scores =
                quality(logits, assignment.quality())
                        .sum(new int[] {2})
                        .mul(assignment.counted())
                        .sum(rest);
        NDArray places =
                Overlap.of(Corners.of(predicted), Corners.of(assignment.boxes()))
                        .generalised()
                        .neg()
                        .add(1)
                        .mul(assignment.weight())
                        .sum(rest);
        NDArray share = objects.maximum(1).div(assignment.weight().sum(rest).maximum(1)).div(usual);
        return scores.add(places.mul(BOXES)).mul(share);
    }

    /**
     * Returns the quality focal loss (Li et al., 2020) of each logit: the cross-entropy with the
     * quality q, times {@code (q - p)^2}.
     */
    static NDArray quality(NDArray logits, NDArray quality) {
        NDArray away = logits.getNDArrayInternal().sigmoid().sub(quality).square();
        NDArray entropy = Activation.SOFTPLUS.apply(logits).sub(logits.mul(quality));
        return entropy.mul(away);
    }
}
