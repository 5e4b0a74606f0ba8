// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.Map;

/** Supplies the predictions of the batches of an evaluation, in their order. */
@FunctionalInterface
public interface Forwards {

    /** Computes each batch where it is asked for. */
    Forwards HERE = (batch, batches, forward, manager) -> forward.compute(batch, manager);

    /**
     * Returns the predictions of a batch by output.
     *
     * @param batch counts from 0, each time by one
     * @param batches the number of batches
     * @param forward computes any batch
     * @param manager owns the predictions
     */
    Map<String, Signal> get(int batch, int batches, Forward forward, NDManager manager);

    /** Computes the predictions of a batch. */
    @FunctionalInterface
    interface Forward {

        Map<String, Signal> compute(int batch, NDManager manager);
    }
}
