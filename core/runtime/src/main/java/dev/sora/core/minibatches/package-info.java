// SPDX-License-Identifier: Apache-2.0
/**
 * The minibatches of a training: which records an epoch takes in which order, and the tensors of
 * each step.
 *
 * <p>{@link EpochRows} are the rows of an epoch, shuffled, grouped by length, or chosen by an order
 * of a plugin. {@link MinibatchDraw} turns rows, or a share of them, into a {@link
 * dev.sora.core.step.Minibatch}; {@link Prefetch} does so ahead of the step. All of it is a
 * function of seed, epoch, step and share, so that a training can be resumed and divided.
 */
package dev.sora.core.minibatches;
