// SPDX-License-Identifier: Apache-2.0
/**
 * Computes statistics of data column by column, in one pass and bounded memory.
 *
 * <p>{@link Profiler} receives records and returns a {@link DataProfile}: counts, ranges,
 * distributions, the most frequent values, and anomalies such as outliers. {@link DataSummary} is
 * the summary of the splits of a training, computed while they are encoded.
 *
 * <pre>{@code
 * try (Profiler profiler = new Profiler(schema)) {
 *     records.forEach(profiler::add);
 *     DataProfile profile = profiler.finish();
 * }
 * }</pre>
 *
 * <p>Where a number of values exceeds the memory bound, counts are estimates.
 */
package dev.sora.core.profile;
