// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.Pass;

/** Sums over the valid steps of sequences. */
final class Sequences {

    private Sequences() {}

    /**
     * Returns the sum over the valid steps times {@code length^-power}; zero for an empty sequence.
     *
     * @param steps {@code (batch, steps, width)}
     * @param lengths {@code (batch)}
     * @return {@code (batch, width)}
     */
    static NDArray pool(NDArray steps, NDArray lengths, double power, Pass pass) {
        int count = (int) steps.getShape().get(1);
        NDArray positions = pass.manager().arange(0, count, 1, DataType.INT32);
        NDArray rows = lengths.toType(DataType.INT32, false).expandDims(1);
        NDArray valid = rows.gt(positions).toType(DataType.FLOAT32, false);
        NDArray size = rows.toType(DataType.FLOAT32, false).maximum(1f);
        NDArray weights = valid.mul(size.pow(-power)).expandDims(1);
        return weights.matMul(steps).squeeze(1);
    }
}
