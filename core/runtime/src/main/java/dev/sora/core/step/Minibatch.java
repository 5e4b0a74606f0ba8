// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.Map;

/**
 * The records of one step. Closing it frees everything that was computed from them.
 *
 * @param step the number of the step, counted from 1
 * @param draws the key of its random numbers besides the seed: the step and the share
 * @param size the number of records
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
