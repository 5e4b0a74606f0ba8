// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.plan.Plan;
import dev.sora.core.runs.CheckpointWriter;
import dev.sora.core.runs.TrainingMarks;
import dev.sora.core.training.TrainingState;
import java.nio.file.Path;

/**
 * Writes and reads the checkpoints of a session.
 *
 * @param marks identifies the training
 */
record SessionFile(Plan plan, TrainingMarks marks) {

    void write(Path file, TrainingState state) {
        Checkpoint.write(file, CheckpointWriter.copy(plan, marks, state));
    }

    Checkpoint read(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        marks.require(checkpoint, file);
        return checkpoint;
    }
}
