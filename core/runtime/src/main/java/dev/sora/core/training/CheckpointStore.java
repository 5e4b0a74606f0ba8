// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.packaging.EpochMetrics;
import java.util.List;

/**
 * Keeps the state of a training where it survives a fault. It may write while the training goes on;
 * what it has to tell, it tells on the training's thread, in the methods here.
 */
public interface CheckpointStore {

    /** Keeps the figures of all epochs so far. */
    void epochEnded(List<EpochMetrics> history);

    /** Returns whether a checkpoint is being written. */
    boolean isBusy();

    /**
     * Copies the state and begins to write it, after the one that is being written.
     *
     * @throws dev.sora.problem.SoraException if the one before could not be written
     */
    void save(TrainingState state);

    /**
     * Tells of a checkpoint that was written meanwhile; does not wait for one.
     *
     * @throws dev.sora.problem.SoraException if it could not be written
     */
    void settle();

    /**
     * Waits until the last one is written, even if the thread was interrupted.
     *
     * @throws dev.sora.problem.SoraException if it could not be written
     */
    void finish();
}
