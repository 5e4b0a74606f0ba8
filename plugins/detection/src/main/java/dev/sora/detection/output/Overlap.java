// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;

/** The intersection over union of boxes on the device. */
final class Overlap {

    private static final float LEAST = 1e-9f;

    private final NDArray iou;
    private final NDArray union;
    private final Corners one;
    private final Corners other;

    private Overlap(NDArray iou, NDArray union, Corners one, Corners other) {
        this.iou = iou;
        this.union = union;
        this.one = one;
        this.other = other;
    }

    /** Compares boxes whose shapes broadcast. */
    static Overlap of(Corners one, Corners other) {
        NDArray inner =
                one.second().minimum(other.second()).sub(one.first().maximum(other.first()));
        NDArray both = Corners.product(inner.maximum(0));
        NDArray union = one.area().add(other.area()).sub(both).add(LEAST);
        return new Overlap(both.div(union), union, one, other);
    }

    /** Returns the intersection over union. */
    NDArray iou() {
        return iou;
    }

    /**
     * Returns the generalised intersection over union: it falls with the share of the smallest box
     * around both that neither covers, so boxes that do not touch have a gradient, too.
     */
    NDArray generalised() {
        NDArray outer =
                one.second().maximum(other.second()).sub(one.first().minimum(other.first()));
        NDArray hull = Corners.product(outer).add(LEAST);
        return iou.sub(hull.sub(union).div(hull));
    }
}
