// SPDX-License-Identifier: Apache-2.0
/**
 * Tokenisers of models that come trained, read from their {@code tokenizer.json}.
 *
 * <p>{@link Tokenizer} computes the indices that Hugging Face's library <i>tokenizers</i> computes
 * from the same file, step by step as there: tokens that were added, normalisation, division into
 * words, a model of pieces (WordPiece, byte-pair encoding, unigram), and the tokens around a text.
 * A step of a kind that is not known is refused with its name. Files are untrusted.
 */
package dev.sora.pretrained.tokenizer;
