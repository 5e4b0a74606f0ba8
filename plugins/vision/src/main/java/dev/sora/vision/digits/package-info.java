// SPDX-License-Identifier: Apache-2.0
/**
 * The data source {@code drawn-digits}: handwritten digits that are drawn in code, for examples and
 * tests without files.
 *
 * <p>{@code Glyphs} contains the ways in which a digit is written, {@code Writer} draws one with
 * random variation on a {@code Canvas}, and {@code Draws} provides random numbers that are the same
 * on every machine. A record depends only on the seed and its number.
 */
package dev.sora.vision.digits;
