// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.Map;

/**
 * The records of one step. Closing it frees all that was computed from them.
 *
 * @param step the number of the step, counted from 1
 * @param draws what its random numbers follow from, beside the seed: the step, and which share of
 *     its records this is
 * @param size the number of records that it was made of
 * @param inputs the encoded batch of each input
 * @param targets the targets of each output
 * @param manager owns it
 */
public record Minibatch(
        long step,
        long draws,
        int size,
        Map<String, NDList> inputs,
        Map<String, Signal> targets,
        NDManager manager)
        implements AutoCloseable {

    @Override
    public void close() {
        manager.close();
    }
}
