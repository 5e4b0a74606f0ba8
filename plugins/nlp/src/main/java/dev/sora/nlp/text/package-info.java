// SPDX-License-Identifier: Apache-2.0
/**
 * Inputs for texts and other sequences: they split, count and index tokens.
 *
 * <p>{@code TextType} and {@code SequenceType} are the inputs. A {@code Splitter} yields tokens, a
 * {@code Counter} finds the most frequent ones, and a {@code Vocabulary} maps them to indices.
 * Texts are tokenised on the host; the signal contains indices, not vectors. Particles such as
 * {@code embedding} look up the vectors.
 */
package dev.sora.nlp.text;
