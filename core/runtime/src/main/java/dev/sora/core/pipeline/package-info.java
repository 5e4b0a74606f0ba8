// SPDX-License-Identifier: Apache-2.0
/**
 * Runs from start to end: training, evaluation, prediction.
 *
 * <p>{@link TrainingRun} prepares the data, trains, evaluates, and writes the files of a run.
 * {@link OpenModel} predicts with a model package; {@link OpenSession} is a training that a program
 * drives. {@link DataPreparation} reads the data, fits inputs and outputs, and encodes the records.
 *
 * <p>The classes here combine the other packages and decide the order of phases. They contain no
 * algorithm of the training itself, which is in {@link dev.sora.core.training}.
 */
package dev.sora.core.pipeline;
