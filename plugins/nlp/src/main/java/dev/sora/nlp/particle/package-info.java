// SPDX-License-Identifier: Apache-2.0
/**
 * Particles for indices and sequences: embedding, pooling, recurrent layers, convolution,
 * transformer encoder.
 *
 * <p>{@code Particles.types()} lists them. A particle reads values of shape {@code (batch, steps,
 * features)} and keeps padding at zero; {@code Recurrent} and {@code TransformerEncoder} are the
 * largest. Attention between two sequences is not part of this package.
 */
package dev.sora.nlp.particle;
