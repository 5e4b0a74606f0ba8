// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** The intersection over union of boxes on the device; the last dimension holds the four edges. */
final class Overlap {

    private static final float LEAST = 1e-9f;

    private final NDArray iou;
    private final NDArray union;
    private final NDArray hull;

    private Overlap(NDArray iou, NDArray union, NDArray hull) {
        this.iou = iou;
        this.union = union;
        this.hull = hull;
    }

    /** Compares boxes whose shapes broadcast. */
    static Overlap of(NDArray one, NDArray other) {
        int last = one.getShape().dimension() - 1;
        NDList a = one.split(2, last);
        NDList b = other.split(2, last);
        NDArray inner = a.get(1).minimum(b.get(1)).sub(a.get(0).maximum(b.get(0))).maximum(0);
        NDArray outer = a.get(1).maximum(b.get(1)).sub(a.get(0).minimum(b.get(0)));
        NDArray both = product(inner, last);
        NDArray union =
                product(a.get(1).sub(a.get(0)), last)
                        .add(product(b.get(1).sub(b.get(0)), last))
                        .sub(both)
                        .add(LEAST);
        return new Overlap(both.div(union), union, product(outer, last).add(LEAST));
    }

    private static NDArray product(NDArray sizes, int last) {
        NDList sides = sizes.split(2, last);
        return sides.get(0).mul(sides.get(1)).squeeze(last);
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
        return iou.sub(hull.sub(union).div(hull));
    }
}
