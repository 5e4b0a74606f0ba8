// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optimiser rules that an engine applies in one pass over memory. A rule composed of tensor
 * operations takes about ten passes.
 *
 * @since 1.0
 */
@ConsumerType
public interface FusedOptimisers {

    /**
     * Applies one step of Adam (Kingma and Ba, 2015) or AdamW (Loshchilov and Hutter, 2019), in
     * place.
     *
     * <p>All tensors are flat, contiguous, of the same length and of 32-bit floats.
     *
     * @param weights the weights
     * @param gradient the gradient of the loss with respect to the weights
     * @param mean the running mean {@code m = b1 m + (1 - b1) g}
     * @param square the running mean {@code v = b2 v + (1 - b2) g²}
     * @param step the hyperparameters of this step
     */
    void adam(NDArray weights, NDArray gradient, NDArray mean, NDArray square, AdamStep step);

    /**
     * The hyperparameters of one step of Adam.
     *
     * @param number the number of the step, counted from 1, for the bias correction
     * @param learningRate the learning rate
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param epsilon added to the root of the mean square
     * @param weightDecay the weight decay; 0 for none
     * @param decoupled true if the decay shrinks the weights (AdamW), false if it is added to the
     *     gradient (Adam)
     */
    record AdamStep(
            long number,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            boolean decoupled) {}
}
