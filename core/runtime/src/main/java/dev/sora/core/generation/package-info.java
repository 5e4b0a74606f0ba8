// SPDX-License-Identifier: Apache-2.0
/** Generates the sequences of outputs, symbol by symbol: searches for the best, or draws one. */
package dev.sora.core.generation;
