// SPDX-License-Identifier: Apache-2.0
/**
 * Optimisers and learning-rate schedules: they decide how the weights change in each step.
 *
 * <p>An {@link dev.sora.optimiser.Optimiser} changes one flat tensor of weights in place. Each call
 * of {@link dev.sora.optimiser.Optimiser#step} receives an {@link dev.sora.optimiser.OptimiserStep}
 * with the weights, the clipped gradient and the learning rate after the schedule. A {@link
 * dev.sora.optimiser.Schedule} returns the factor of the learning rate. Plain gradient descent:
 *
 * <pre>{@code
 * public void step(OptimiserStep step) {
 *     NDArray change = step.gradient().mul(step.learningRate());
 *     step.weights().subi(change); // in place
 * }
 *
 * Schedule halvings = progress -> Math.pow(0.5, progress.epoch() - 1);
 * }</pre>
 *
 * <p>An optimiser does not know layers or parameters. Core flattens the weights, places those that
 * decay first, clips the gradient and saves the tensors of {@link
 * dev.sora.optimiser.Optimiser#state()}.
 *
 * <p><b>Implemented by</b> plugins: types, optimisers and schedules. <b>Implemented by core:</b>
 * {@link dev.sora.optimiser.OptimiserStep}. <b>Thread safety:</b> types keep no state and serve
 * several threads; an optimiser and its steps are used by one thread; a schedule is a pure
 * function.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.optimiser;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
