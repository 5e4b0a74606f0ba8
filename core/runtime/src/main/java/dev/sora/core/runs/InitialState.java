// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.graph.Weights;
import dev.sora.core.training.Resume;

/**
 * The weights that a training starts with: new ones, or those of its last checkpoint.
 *
 * @param marks identifies the training
 */
record InitialState(TrainingMarks marks, Weights weights, Resume resume) {

    /** Returns whether the training begins with new weights. */
    boolean isNew() {
        return resume.step() == 0;
    }
}
