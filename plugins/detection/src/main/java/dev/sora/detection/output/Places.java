// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * Maps boxes from pixels of the pictures in the records to fractions of the pictures that the
 * network receives, by the inverse of {@link dev.sora.tensor.Signal#TRANSFORM}. A box of a rotated
 * picture becomes the smallest upright box around it.
 */
final class Places {

    private Places() {}

    /**
     * Returns boxes (batch, boxes, 4), not clipped.
     *
     * @param boxes (batch, boxes, 4)
     * @param transform (batch, 2, 3)
     */
    static NDArray seen(NDArray boxes, NDArray transform) {
        NDList matrix = transform.reshape(-1, 6, 1).split(6, 1);
        NDArray a = matrix.get(0);
        NDArray b = matrix.get(1);
        NDArray d = matrix.get(3);
        NDArray e = matrix.get(4);
        NDArray inverse = a.mul(e).sub(b.mul(d)).pow(-1);
        NDList edges = boxes.split(4, 2);
        NDArray left = edges.get(0).sub(matrix.get(2));
        NDArray right = edges.get(2).sub(matrix.get(2));
        NDArray top = edges.get(1).sub(matrix.get(5));
        NDArray bottom = edges.get(3).sub(matrix.get(5));
        NDArray[] x = bounds(left, right, e.mul(inverse), top, bottom, b.neg().mul(inverse));
        NDArray[] y = bounds(left, right, d.neg().mul(inverse), top, bottom, a.mul(inverse));
        return NDArrays.concat(new NDList(x[0], y[0], x[1], y[1]), 2);
    }

    /** Returns the least and the greatest value of {@code p u + q v} over the four corners. */
    private static NDArray[] bounds(
            NDArray left, NDArray right, NDArray p, NDArray top, NDArray bottom, NDArray q) {
        NDArray first = left.mul(p);
        NDArray second = right.mul(p);
        NDArray third = top.mul(q);
        NDArray fourth = bottom.mul(q);
        return new NDArray[] {
            first.minimum(second).add(third.minimum(fourth)),
            first.maximum(second).add(third.maximum(fourth))
        };
    }
}
