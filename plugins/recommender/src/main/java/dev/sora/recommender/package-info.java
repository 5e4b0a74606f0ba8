// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code recommender}: inputs, particles, outputs and metrics for rating prediction,
 * click prediction and ranking.
 *
 * <p>A model has the inputs {@code user} and {@code item}, a particle that computes a score, and an
 * output that trains it. {@code RecommenderPlugin} lists all types. In a manifest:
 *
 * <pre>{@code
 * inputs:
 *   user: {type: user, column: user}
 *   item: {type: item, column: item}
 * particles:
 *   liking: {type: mf, from: [user, item]}
 * outputs:
 *   stars: {type: rating, column: rating, from: liking}
 * }</pre>
 *
 * <p>Losses and metrics of other tasks are in the plugin {@code standard}.
 */
package dev.sora.recommender;
