// SPDX-License-Identifier: Apache-2.0
/**
 * Inputs for the columns of tables: numbers, vectors, categories and dates.
 *
 * <p>Each input has a type ({@code NumberType}), an unfitted form that learns the preprocessing
 * ({@code NumberInput}), and a fitted form that encodes records ({@code FittedNumbers}). Missing
 * values and unknown categories are handled by settings. Texts and images have inputs in other
 * plugins.
 */
package dev.sora.table.input;
