// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The weights, gradient and learning rate of one optimiser step. No method waits for the device,
 * except {@link #lossOf}.
 *
 * @since 1.0
 */
@ProviderType
public interface OptimiserStep {

    /** Returns the number of this step, counted from 1 over all steps of this optimiser. */
    long number();

    /** Returns the learning rate of this step, after the schedule. */
    double learningRate();

    /**
     * Returns the weights as one flat tensor, which the step changes in place: all weights, or
     * those of the group of this optimiser.
     */
    NDArray weights();

    /**
     * Returns the flat gradient of the loss with respect to these weights, after clipping. The
     * optimiser may overwrite it: it is not read again.
     *
     * @throws IllegalStateException if the optimiser uses no gradient
     */
    NDArray gradient();

    /**
     * Returns the number of weights that are subject to weight decay. They come first in the flat
     * tensor; biases and scales come after them.
     */
    long decayed();

    /** Returns the manager of this step, which is closed after the step. */
    NDManager manager();

    /**
     * Returns an optional ability of the engine, such as {@link dev.sora.engine.FusedOptimisers};
     * empty if it does not have it. An optimiser gives the same result with and without it, up to
     * rounding.
     *
     * @param extension the interface of the ability
     * @since 2.0
     */
    default <T> Optional<T> offers(Class<T> extension) {
        return Optional.empty();
    }

    /**
     * Computes the loss of the minibatch of this step with other weights. Waits for the device.
     *
     * @param weights a flat tensor like {@link #weights()}
     */
    double lossOf(NDArray weights);
}
