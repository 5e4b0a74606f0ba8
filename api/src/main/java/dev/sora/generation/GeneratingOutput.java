// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A fitted output whose answers are sequences of symbols that core generates. In evaluation and
 * prediction, core adds the parts {@link Generation#GENERATED} and {@link Generation#SCORES} to the
 * raw prediction that {@code forward} returned, and {@code outcome} and {@code decode} read them.
 * An evaluation between epochs generates greedily.
 *
 * @since 1.0
 */
@ConsumerType
public interface GeneratingOutput extends StepwiseOutput {

    @Override
    GeneratingOutput reading(List<SignalSpec> inputs);

    /** Returns what core needs to know to generate. */
    Generation generation();

    @Override
    default int soFar() {
        return generation().soFar();
    }

    /** Returns the text of symbols for people, such as what has been generated so far. */
    String text(int[] symbols);

    /**
     * Returns the logits of the symbol after the last step, {@code (batch, symbols)}. All sequences
     * of the batch have the same number of steps.
     *
     * @param inputs the signals, in the order of the manifest; of those that grow the newest steps,
     *     at least the last one
     */
    NDArray next(List<Signal> inputs, Pass pass);

    /**
     * Returns what restricts the symbols that follow; empty, the default, if all may but those of
     * {@link Generation#never}.
     *
     * @since 1.2
     */
    default Optional<NextSymbols> nextSymbols() {
        return Optional.empty();
    }

    /**
     * Returns whether predictions have the part {@link Generation#ATTENTION}. By default, they do
     * not. Where they do, the signals that {@link #complete} names are read to show what was
     * attended to, and the score of an answer does not depend on their values: an explanation
     * attributes the score to what the decoder reads.
     *
     * @since 1.3
     */
    default boolean hasAttention() {
        return false;
    }

    /**
     * Returns what the last step attended to when the symbol after it was chosen, {@code (batch,
     * places)}: numbers of 0 or more whose sum is 1. Core calls it for the best sequence of each
     * record once that is complete, if {@link #hasAttention}.
     *
     * @param inputs the signals, in the order of the manifest; of those that grow the newest steps,
     *     at least the last one
     * @since 1.3
     */
    default NDArray attention(List<Signal> inputs, Pass pass) {
        throw new UnsupportedOperationException("an output without attention");
    }

    /**
     * Returns whether training reads symbols of the model's own choice in places (scheduled
     * sampling). By default, it reads the right ones only.
     *
     * @since 1.3
     */
    default boolean samples() {
        return false;
    }

    /**
     * Returns the sequences so far in which some symbols are the model's own choice, {@code (batch,
     * steps)}, if {@link #samples}. Core calls it in each step of a training with what one pass
     * over the right symbols gives, and computes the predictions with what it returns.
     *
     * @param inputs the signals, in the order of the manifest
     * @param step the step of the training, from 1
     * @since 1.3
     */
    default NDArray sampled(List<Signal> inputs, long step, Pass pass) {
        throw new UnsupportedOperationException("an output that does not sample");
    }
}
