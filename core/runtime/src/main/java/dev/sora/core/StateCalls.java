// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The calls of a {@link TrainingSession} that read and replace its state: weights, buffers and the
 * optimiser's state as vectors, and all of it as a checkpoint. {@link TrainingSession} states what
 * the vectors contain, and what holds for threads and failures.
 *
 * <p>Not to be implemented by applications: methods are added.
 */
public interface StateCalls {

    /** Returns a copy of all trained weights. */
    float[] weights();

    /**
     * Replaces all trained weights.
     *
     * @param weights as long as {@link #weights()}
     * @throws dev.sora.problem.DataException if the length differs, or a value is not finite
     */
    void setWeights(float[] weights);

    /** Returns a copy of the buffers of particles. */
    float[] buffers();

    /**
     * Replaces the buffers of particles.
     *
     * @param buffers as long as {@link #buffers()}
     * @throws dev.sora.problem.DataException if the length differs, or a value is not finite
     */
    void setBuffers(float[] buffers);

    /** Returns the place of each parameter in the vector of weights. */
    List<TrainingSession.ParameterRange> layout();

    /** Returns a copy of the optimiser's state, by name. */
    Map<String, float[]> optimiser();

    /**
     * Replaces the optimiser's state.
     *
     * @param state the same names and lengths as {@link #optimiser()}
     * @throws dev.sora.problem.DataException if a name is missing or unknown, a length differs, or
     *     a value is NaN; infinity is allowed, because a search has no loss at first
     */
    void setOptimiser(Map<String, float[]> state);

    /**
     * Saves the state between two steps as a checkpoint. A minibatch to which no gradient was
     * applied is drawn again. If the file is in the folder {@code checkpoints} of a run, with a
     * name such as {@code epoch-0002.ckpt}, {@code sora train --resume} continues from it and
     * writes the model package.
     */
    void save(Path file);

    /**
     * Continues from a checkpoint of this plan, of a session or of {@code train}. If the checkpoint
     * is refused, nothing changes.
     *
     * @throws dev.sora.problem.DataException if it is damaged, or belongs to another plan
     */
    void load(Path file);
}
