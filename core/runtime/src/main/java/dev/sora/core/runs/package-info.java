// SPDX-License-Identifier: Apache-2.0
/**
 * A training from start to end, and its folder.
 *
 * <p>{@link TrainingRun} prepares the data, trains, evaluates, and writes the files. {@link
 * InitialStates} decides what the weights start from: random values, another model, or a
 * checkpoint. {@link CheckpointWriter} writes checkpoints on a thread of its own while the training
 * continues, and {@link RunFolder} the files of the result.
 *
 * <p>The algorithm of the training is in {@link dev.sora.core.training}.
 */
package dev.sora.core.runs;
