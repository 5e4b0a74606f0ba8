// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * Pairs of numbers of boxes, x before y in the first dimension. With the pairs in the last
 * dimension, kernels on single elements would process two numbers at a time.
 *
 * @param first x and y of the first corner, (2, …)
 * @param second x and y of the other corner, or width and height, (2, …)
 */
record Corners(NDArray first, NDArray second) {

    /**
     * Returns the corners of boxes.
     *
     * @param boxes (…, 4)
     */
    static Corners of(NDArray boxes) {
        int last = boxes.getShape().dimension() - 1;
        NDList numbers = new NDList(4);
        for (NDArray number : boxes.split(4, last)) {
            numbers.add(number.squeeze(last));
        }
        return new Corners(
                NDArrays.stack(numbers.subNDList(0, 2)), NDArrays.stack(numbers.subNDList(2, 4)));
    }

    /** Returns corners with another dimension of size 1. */
    Corners expanded(int dimension) {
        return new Corners(first.expandDims(dimension), second.expandDims(dimension));
    }

    /** Returns the areas, without the first dimension. */
    NDArray area() {
        return product(second.sub(first));
    }

    /** Returns the products of sides, (2, …), without the first dimension. */
    static NDArray product(NDArray sides) {
        NDList both = sides.split(2, 0);
        return both.get(0).mul(both.get(1)).squeeze(0);
    }
}
