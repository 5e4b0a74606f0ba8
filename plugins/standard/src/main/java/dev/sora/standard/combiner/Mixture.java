// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Weighted sums of inputs that are stacked as {@code (batch, count, …)}. */
final class Mixture {

    private Mixture() {}

    /** Returns the sum with weights {@code (count)}, the same for every record. */
    static NDArray fixed(NDArray stacked, NDArray weights) {
        long[] shape = new long[stacked.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[1] = stacked.getShape().get(1);
        return stacked.mul(weights.reshape(new Shape(shape))).sum(new int[] {1});
    }

    /** Returns the sum with weights {@code (batch, count)}, separate for each record. */
    static NDArray perRecord(NDArray stacked, NDArray weights) {
        Shape shape = stacked.getShape();
        // a batched matrix product avoids the copy of all inputs that an element-wise product makes
        NDArray sum = weights.expandDims(1).batchMatMul(rows(stacked));
        long[] output = new long[shape.dimension() - 1];
        output[0] = shape.get(0);
        System.arraycopy(shape.getShape(), 2, output, 1, output.length - 1);
        return sum.reshape(new Shape(output));
    }

    /** Returns the stack as {@code (batch, count, width)}. */
    static NDArray rows(NDArray stacked) {
        return switch (stacked.getShape().dimension()) {
            case 2 -> stacked.expandDims(2);
            case 3 -> stacked;
            default -> stacked.flatten(2, -1);
        };
    }
}
