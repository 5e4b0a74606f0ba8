// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.packaging.EpochMetrics;
import java.util.List;

/**
 * Stores the state of a training durably. It may write while the training continues; it reports on
 * the training's thread, in the methods below.
 */
public interface CheckpointStore {

    /** Stores the metrics of all epochs so far. */
    void epochEnded(List<EpochMetrics> history);

    /** Returns whether a checkpoint is being written. */
    boolean isBusy();

    /**
     * Copies the state and starts to write it, after the previous one is written.
     *
     * @throws dev.sora.problem.SoraException if the previous checkpoint could not be written
     */
    void save(TrainingState state);

    /**
     * Reports a checkpoint that was written in the background; does not wait for one.
     *
     * @throws dev.sora.problem.SoraException if it could not be written
     */
    void settle();

    /**
     * Waits until the last checkpoint is written, even if the thread was interrupted.
     *
     * @throws dev.sora.problem.SoraException if it could not be written
     */
    void finish();
}
