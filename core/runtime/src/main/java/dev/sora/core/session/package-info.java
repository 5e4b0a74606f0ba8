// SPDX-License-Identifier: Apache-2.0
/**
 * A training that a program drives step by step.
 *
 * <p>{@link SessionOpener} prepares data and weights, and returns an {@link OpenSession}, the
 * implementation of {@link dev.sora.core.TrainingSession}: minibatches, gradients by group of
 * parameters, updates, validation and checkpoints, in the order that the program chooses. {@link
 * SessionChecks} refuses calls that do not fit the plan.
 */
package dev.sora.core.session;
