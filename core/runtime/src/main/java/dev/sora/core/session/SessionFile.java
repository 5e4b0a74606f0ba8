// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Tensors;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.plan.Plan;
import dev.sora.core.runs.CheckpointWriter;
import dev.sora.core.runs.InitialStates;
import dev.sora.core.runs.TrainingMarks;
import dev.sora.core.training.Resume;
import dev.sora.core.training.TrainingState;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes and reads the checkpoints of a session.
 *
 * @param marks identifies the training
 */
record SessionFile(Plan plan, TrainingMarks marks) {

    void write(Path file, TrainingState state) {
        Checkpoint.write(file, CheckpointWriter.copy(plan, marks, state));
    }

    /**
     * The content of a checkpoint.
     *
     * @param weights the elements of each parameter by its name in files
     */
    record Content(Map<String, FloatBuffer> weights, Resume resume) {}

    /** Reads a checkpoint of this training, whose parameters have a layout. */
    Content read(Path file, ParameterLayout layout) {
        Checkpoint checkpoint = Checkpoint.read(file);
        marks.require(checkpoint, file);
        return new Content(
                Tensors.checked(checkpoint.weights(), layout, file.toString()),
                InitialStates.resume(checkpoint, layout, file));
    }
}
