// SPDX-License-Identifier: Apache-2.0
/**
 * Shared building blocks of particles, combiners and outputs.
 *
 * <p>{@code AffineMap} is the map {@code W x + b} with its parameters, {@code Activation} an
 * element-wise function, and {@code Signals} checks and reshapes signals.
 */
package dev.sora.standard.layer;
