// SPDX-License-Identifier: Apache-2.0
/**
 * Statistics of data: what a column contains.
 *
 * <p>{@link DataProfile} has a {@link ColumnProfile} for each column: counts, ranges,
 * distributions, the most frequent values. {@link Description} has the profiles of the splits of
 * data that is described. {@link DataSummary} compares the splits of a training and contains
 * anomalies, such as outliers and records that are in two splits.
 *
 * <p>{@link dev.sora.core.profiling} computes them. Where the number of values exceeds the memory
 * bound, counts are estimates.
 */
package dev.sora.core.profile;
