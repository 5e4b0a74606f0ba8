// SPDX-License-Identifier: Apache-2.0
/**
 * Inputs for users, items, and the items that a user interacted with.
 *
 * <p>{@code IdentifierType} offers {@code user} and {@code item}, {@code HistoryType} offers {@code
 * history}. Signals contain indices; particles look up the vectors.
 */
package dev.sora.recommender.input;
