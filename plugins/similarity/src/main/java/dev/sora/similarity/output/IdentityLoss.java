// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/** A loss over vectors of length 1 and their identities. */
sealed interface IdentityLoss permits MarginLoss, TripletLoss {

    /**
     * Returns the parameters.
     *
     * @param size the number of dimensions of a vector; may be unknown (-1)
     * @param identities the number of identities in the training data; may be unknown (-1)
     * @param names their names; empty if they are unknown
     */
    List<ParameterSpec> parameters(long size, long identities, List<String> names);

    /** Returns the least number of records in a minibatch. */
    int leastRecords();

    /**
     * Marks the records of a batch with a defined loss, {@code (batch)}.
     *
     * @param classes the positions of identities, {@code (batch, 1)}; -1 if not in training
     * @param keys the keys of identities, {@code (batch, 1)}
     */
    NDArray defined(NDArray classes, NDArray keys);

    /**
     * Returns the mean loss over the defined records.
     *
     * @param vectors {@code (batch, size)}
     */
    NDArray of(NDArray vectors, NDArray classes, NDArray keys, NDArray defined, Pass pass);

    /** Returns the mean of losses {@code (batch)} over the defined records, 0 without any. */
    static NDArray mean(NDArray each, NDArray defined) {
        return each.mul(defined).sum().div(defined.sum().maximum(1f));
    }

    /** Returns a condition as 0 and 1. */
    static NDArray floats(NDArray condition) {
        return condition.toType(DataType.FLOAT32, false);
    }
}
