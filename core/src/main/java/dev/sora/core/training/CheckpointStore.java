// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

/** Keeps the state of a training where it survives a fault. */
@FunctionalInterface
public interface CheckpointStore {

    /** Saves the state after an epoch. */
    void save(TrainingState state);
}
