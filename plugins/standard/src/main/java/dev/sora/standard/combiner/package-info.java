// SPDX-License-Identifier: Apache-2.0
/**
 * Combiners: they join the signals of several nodes into one.
 *
 * <p>{@code Combiners.types()} lists them: concatenation, element-wise reductions such as {@code
 * sum} and {@code max}, and mixtures with learned weights ({@code Weighted}, {@code Gated}, {@code
 * Attention}, {@code Experts}), {@code TensorFusion}. {@code OverSteps} applies a combiner to each
 * step of sequences.
 */
package dev.sora.standard.combiner;
