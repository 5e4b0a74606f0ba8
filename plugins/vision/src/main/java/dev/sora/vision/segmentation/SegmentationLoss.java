// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The loss of a segmentation, as the mean over the records of a batch: the mean cross-entropy of
 * the pixels of a picture, and the mean over its classes of {@code 1 - (2 Σ p g + 1) / (Σ p² + Σ g
 * + 1)}, where p is the probability of the class and g whether it is right (Milletari, Navab and
 * Ahmadi, 2016, "V-Net"). The ones define the dice of a class that a picture does not have.
 *
 * @param entropy whether it contains the cross-entropy
 * @param dice whether it contains the dice loss
 */
record SegmentationLoss(boolean entropy, boolean dice) {

    /**
     * Returns the loss of a batch.
     *
     * @param scores {@code (batch, classes, height, width)}
     * @param classes the right class of each pixel, {@code (batch, height * width)}, or {@link
     *     MaskClasses#IGNORED}
     */
    NDArray of(NDArray scores, NDArray classes) {
        Shape shape = scores.getShape();
        NDArray counted = classes.neq(MaskClasses.IGNORED);
        NDArray weights = counted.toType(DataType.FLOAT32, false);
        NDArray right = classes.mul(counted.toType(DataType.INT64, false));
        NDArray logs =
                scores.transpose(0, 2, 3, 1)
                        .reshape(shape.get(0), shape.get(2) * shape.get(3), shape.get(1))
                        .logSoftmax(2);
        NDArray total = null;
        if (entropy) {
            NDArray picked = logs.gather(right.expandDims(2), 2).squeeze(2);
            NDArray pixels = weights.sum(new int[] {1}).maximum(1);
            total = picked.mul(weights).sum(new int[] {1}).div(pixels).neg().mean();
        }
        if (dice) {
            NDArray overlap = overlap(logs, right, weights, (int) shape.get(1));
            total = total == null ? overlap : total.add(overlap);
        }
        return total;
    }

    private static NDArray overlap(NDArray logs, NDArray right, NDArray weights, int classes) {
        int[] pixels = {1};
        NDArray each = weights.expandDims(2);
        NDArray targets = right.oneHot(classes, DataType.FLOAT32).mul(each);
        NDArray predicted = logs.exp().mul(each);
        NDArray both = predicted.mul(targets).sum(pixels).mul(2).add(1);
        NDArray sizes = predicted.square().sum(pixels).add(targets.sum(pixels)).add(1);
        return both.div(sizes).neg().add(1).mean();
    }
}
