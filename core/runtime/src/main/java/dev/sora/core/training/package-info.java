// SPDX-License-Identifier: Apache-2.0
/**
 * Trains weights: steps, epochs, early stopping, checkpoints.
 *
 * <p>{@link Session} is a training between its steps: it draws a minibatch, computes losses and
 * their gradient, and lets the optimisers change the weights. {@link Trainer} runs a session
 * through all epochs with validation, checkpoints and {@link BestEpoch}, which decides when to
 * stop.
 *
 * <pre>{@code
 * try (Minibatch batch = session.next(0, 1)) {
 *     Computed computed = session.compute(batch, Set.of());
 *     session.apply(batch, session.optimisers().groups(), computed.gradient());
 *     session.count(batch, computed);
 * }
 * }</pre>
 *
 * <p>No step waits for the device. What a step draws depends only on seed, step and share, so a
 * resumed training computes the same weights. A {@link CheckpointStore} writes the files; {@code
 * dev.sora.core.runs.CheckpointWriter} implements it.
 */
package dev.sora.core.training;
