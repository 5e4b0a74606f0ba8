// SPDX-License-Identifier: Apache-2.0
/**
 * Training on executors: one pipeline on each worker, whose gradients are averaged.
 *
 * <p>{@link SparkTraining} runs on the driver. It submits a barrier stage with one task for each
 * worker, and submits it again, from the last checkpoint, if a worker is lost. Each task is a
 * {@link WorkerRun}: it plans the same manifest with the same plugins, opens a {@link
 * dev.sora.core.TrainingSession} on the same data, joins the ring, and takes its share of each
 * minibatch. Checkpoints and results go to a {@link SharedFolder} that driver and workers reach.
 */
package dev.sora.spark.training;
