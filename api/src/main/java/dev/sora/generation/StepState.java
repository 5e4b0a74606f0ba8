// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What a particle keeps between two steps. The first dimension of every tensor is the batch: core
 * selects rows when records end, and when a search continues with other sequences.
 *
 * @param source what depends only on the complete signals, such as keys and values of an encoder's
 *     steps; equal for all sequences of a record
 * @param sequence what depends on the steps so far, such as the state of a recurrent network
 * @since 1.0
 */
public record StepState(List<NDArray> source, List<NDArray> sequence) {

    /** Copies the lists. */
    public StepState {
        source = List.copyOf(source);
        sequence = List.copyOf(sequence);
    }

    /** Returns a state. */
    public static StepState of(List<NDArray> source, List<NDArray> sequence) {
        return new StepState(source, sequence);
    }

    /** Returns a copy with another state of the sequence. */
    public StepState with(List<NDArray> changed) {
        return new StepState(source, changed);
    }
}
