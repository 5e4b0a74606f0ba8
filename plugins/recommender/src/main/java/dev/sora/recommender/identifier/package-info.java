// SPDX-License-Identifier: Apache-2.0
/**
 * Vocabularies of user and item identifiers, and the user-item pairs of the training data.
 *
 * <p>{@code Vocabulary} maps identifiers to indices; index 0 is any unknown identifier. {@code
 * Interactions} is the set of pairs, in compressed form. Both are restored from package files,
 * which are not trusted, so each read is checked.
 */
package dev.sora.recommender.identifier;
