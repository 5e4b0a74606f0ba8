// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Rules of optimisers that an engine applies in one pass over memory, where a rule composed of
 * tensor operations takes ten.
 *
 * @since 1.0
 */
@ConsumerType
public interface FusedOptimisers {

    /**
     * Applies one step of Adam (Kingma and Ba, 2015) or AdamW (Loshchilov and Hutter, 2019), in
     * place.
     *
     * <p>All tensors are flat, of one length, of 32-bit floats, and contiguous.
     *
     * @param weights the weights
     * @param gradient the gradient of the loss by them
     * @param mean the running mean {@code m = b1 m + (1 - b1) g}
     * @param square the running mean {@code v = b2 v + (1 - b2) g²}
     * @param step the numbers of this step
     */
    void adam(NDArray weights, NDArray gradient, NDArray mean, NDArray square, AdamStep step);

    /**
     * The numbers of one step of Adam.
     *
     * @param number the number of the step, counted from 1, for the correction of the bias
     * @param learningRate the learning rate
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param epsilon added to the root of the mean square
     * @param weightDecay the weight decay; 0 for none
     * @param decoupled whether the decay shrinks the weights (AdamW) or adds to the gradient (Adam)
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
