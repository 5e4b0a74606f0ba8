// SPDX-License-Identifier: Apache-2.0
/**
 * Optimisers that update one flat tensor of weights in place.
 *
 * <p>{@code FlatOptimiser} is the base of element-wise rules such as {@code Adam} and {@code Sgd};
 * {@code Swarm} optimises without gradients. Learning-rate schedules and gradient clipping are
 * applied before an optimiser is called.
 */
package dev.sora.standard.optimiser;
