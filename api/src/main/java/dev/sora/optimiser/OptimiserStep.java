// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an optimiser is given for one step. Nothing here waits for the device, except {@link
 * #lossOf}.
 *
 * @since 1.0
 */
@ProviderType
public interface OptimiserStep {

    /** Returns the number of this step of the optimiser, counted from 1 over the whole training. */
    long number();

    /** Returns the learning rate of this step, after the schedule. */
    double learningRate();

    /**
     * Returns the weights as one flat tensor, to be changed in place: all of them, or those of the
     * group that this optimiser changes.
     */
    NDArray weights();

    /**
     * Returns the gradient of the loss by these weights, flat, after clipping. The optimiser may
     * use it up: it is not read again.
     *
     * @throws IllegalStateException if the optimiser uses no gradient
     */
    NDArray gradient();

    /**
     * Returns how many weights, counted from the front, are subject to weight decay. Core lays
     * biases and scales behind them.
     */
    long decayed();

    /** Returns the manager of this step; what is created in it is freed after the step. */
    NDManager manager();

    /**
     * Returns what the engine can do beyond what every engine does, if it does, such as {@link
     * dev.sora.engine.FusedOptimisers}. An optimiser that uses it gives the same result without it,
     * up to rounding.
     *
     * @since 2.0
     */
    default <T> Optional<T> offers(Class<T> extension) {
        return Optional.empty();
    }

    /**
     * Returns the loss of this step's minibatch with other weights.
     *
     * @param weights a flat tensor like {@link #weights()}
     */
    double lossOf(NDArray weights);
}
