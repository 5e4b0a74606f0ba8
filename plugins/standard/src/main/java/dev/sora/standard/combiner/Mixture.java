// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Sums of parts that are stacked as {@code (batch, count, …)}, each with a weight. */
final class Mixture {

    private Mixture() {}

    /** Adds the parts by weights {@code (count)} that are the same for every record. */
    static NDArray fixed(NDArray stacked, NDArray weights) {
        long[] shape = new long[stacked.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[1] = stacked.getShape().get(1);
        return stacked.mul(weights.reshape(new Shape(shape))).sum(new int[] {1});
    }

    /** Adds the parts by weights {@code (batch, count)} of each record's own. */
    static NDArray perRecord(NDArray stacked, NDArray weights) {
        Shape shape = stacked.getShape();
        // one product of matrices a record needs no copy of all parts, as a product by values would
        NDArray sum = weights.expandDims(1).batchMatMul(rows(stacked));
        long[] output = new long[shape.dimension() - 1];
        output[0] = shape.get(0);
        System.arraycopy(shape.getShape(), 2, output, 1, output.length - 1);
        return sum.reshape(new Shape(output));
    }

    /** Returns the parts as {@code (batch, count, width)}. */
    static NDArray rows(NDArray stacked) {
        return switch (stacked.getShape().dimension()) {
            case 2 -> stacked.expandDims(2);
            case 3 -> stacked;
            default -> stacked.flatten(2, -1);
        };
    }
}
