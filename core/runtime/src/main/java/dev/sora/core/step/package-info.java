// SPDX-License-Identifier: Apache-2.0
/**
 * A minibatch, and what a procedure does with it.
 *
 * <p>{@link ProcedureRun} calls the procedure of a plan for each {@link Minibatch}; {@link
 * PartStep} is what the procedure sees of it. An {@link AskedModel} is the model of another package
 * that a procedure learns from. What one optimiser does with a minibatch is in {@code
 * dev.sora.core.training}.
 */
package dev.sora.core.step;
