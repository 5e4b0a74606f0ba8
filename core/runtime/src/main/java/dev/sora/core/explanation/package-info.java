// SPDX-License-Identifier: Apache-2.0
/**
 * Explains answers: the share of each particle, and what of the inputs the score is read from.
 *
 * <p>{@link Explainer} is the entrance. {@link Lineup} decides which particles share an answer,
 * {@link dev.sora.core.explanation.shares.ShapleyValues} divides its score among them, {@link
 * InputExplainer} attributes it to inputs; all of them ask {@link Scoring}, which computes the
 * score of one answer while some nodes have other values. {@link
 * dev.sora.core.means.ActivationMeans} are the values of what is absent; a training leaves them in
 * the package.
 */
package dev.sora.core.explanation;
