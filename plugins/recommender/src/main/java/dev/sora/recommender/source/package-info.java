// SPDX-License-Identifier: Apache-2.0
/**
 * A data source of synthetic ratings, for examples and tests without a download.
 *
 * <p>{@code PreferenceModel} draws users and ratings from a seed; {@code GeneratedRatings} yields
 * them as records.
 */
package dev.sora.recommender.source;
