// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.plan.Plan;
import dev.sora.core.training.TrainingState;
import java.nio.file.Path;

/**
 * Writes and reads the checkpoints of a session.
 *
 * @param identity the digest of what decides about numbers; only the same one is read
 * @param pins the digest of all that a lock pins
 */
record SessionFile(Plan plan, String identity, String pins) {

    void write(Path file, TrainingState state) {
        Checkpoint.write(file, CheckpointWriter.copy(plan, identity, pins, state));
    }

    Checkpoint read(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        checkpoint.requireForm(file);
        checkpoint.requireIdentity(identity, file);
        return checkpoint;
    }
}
