// SPDX-License-Identifier: Apache-2.0
/**
 * Reads tables in Apache Arrow IPC files and streams; Feather V2 files have the same format.
 *
 * <p>{@code ArrowType} is the source. {@code ArrowFile} locates the record batches of a file,
 * {@code ArrowStream} reads them one at a time, and {@code Vector} gives access to the values of
 * one field of a batch.
 *
 * <p>File contents are not trusted: sizes and offsets are checked before memory is allocated.
 * {@code Damaged} reports a file that contradicts the format, {@code UnsupportedFeatureException} a
 * valid feature that is not supported.
 */
package dev.sora.table.arrow;
