// SPDX-License-Identifier: Apache-2.0
/**
 * Reads NumPy arrays from {@code .npz} files: one record for each index of the first dimension.
 *
 * <p>{@code NpzType} is the source. {@code NpyHeader} parses the header of an array, and {@code
 * NpyColumn} converts its rows to the values of one column. Arrays are streamed, never loaded
 * whole. Arrays of Python objects are not supported.
 */
package dev.sora.table.npz;
