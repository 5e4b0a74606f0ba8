// SPDX-License-Identifier: Apache-2.0
/**
 * Outputs for ratings, clicks and rankings.
 *
 * <p>{@code RatingType} trains a regression, {@code ClickType} a binary classification, and {@code
 * ImplicitType} a ranking from observed user-item pairs. {@code Recommendation} draws the negative
 * items of training, and {@code Questions} selects the candidates of evaluation.
 */
package dev.sora.recommender.output;
