// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Updates the weights of one training, or of one group of weights, in one flat tensor.
 *
 * <p>Used by one thread. {@link #begin} allocates the tensors of the state once; steps change them
 * in place. Core saves them in checkpoints and overwrites them when a training resumes.
 *
 * @since 1.0
 */
@ConsumerType
public interface Optimiser {

    /** Returns whether steps need the gradient; a swarm optimiser, for example, does not. */
    default boolean usesGradient() {
        return true;
    }

    /** Returns the learning rate before the schedule; 1 if the optimiser has no learning rate. */
    default double learningRate() {
        return 1;
    }

    /**
     * Allocates the state. Called once, before the first step.
     *
     * @param weights the flat tensor that all steps change; its manager owns the state
     * @param random random numbers, seeded from the seed of the run
     */
    void begin(NDArray weights, RandomGenerator random);

    /** Changes the weights once, in place. */
    void step(OptimiserStep step);

    /**
     * Returns the tensors of the state, by name. Together with the number of the step, they are
     * sufficient to resume a training.
     */
    Map<String, NDArray> state();
}
