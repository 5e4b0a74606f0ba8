// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Updates the weights of one training, or of a group of them, laid out in one flat tensor.
 *
 * <p>Used by one thread. Its state is tensors that are allocated once, in {@link #begin}, and
 * changed in place, so that core can save them in a checkpoint and overwrite them when a training
 * resumes.
 *
 * @since 1.0
 */
@ConsumerType
public interface Optimiser {

    /** Returns whether steps need the gradient; a swarm search does not. */
    default boolean usesGradient() {
        return true;
    }

    /** Returns the learning rate before any schedule; 1 if the optimiser has none. */
    default double learningRate() {
        return 1;
    }

    /**
     * Allocates the state, once, before the first step.
     *
     * @param weights the flat tensor that all steps will change; state belongs to its manager
     * @param random seeded from the run's seed
     */
    void begin(NDArray weights, RandomGenerator random);

    /** Changes the weights once, in place. */
    void step(OptimiserStep step);

    /**
     * Returns the tensors that make up the state, by name. Together with the number of the step
     * they are all that a resumed training needs.
     */
    Map<String, NDArray> state();
}
