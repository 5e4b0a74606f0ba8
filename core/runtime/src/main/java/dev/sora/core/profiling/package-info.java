// SPDX-License-Identifier: Apache-2.0
/**
 * Computes statistics of data column by column, in one pass and bounded memory.
 *
 * <pre>{@code
 * try (Profiler profiler = new Profiler(schema)) {
 *     records.forEach(profiler::add);
 *     DataProfile profile = profiler.finish();
 * }
 * }</pre>
 *
 * <p>{@link Profiler} distributes columns over threads; {@link SplitStatistics} observes the
 * records of a split while they are encoded. Equal data gives equal profiles for any number of
 * threads.
 */
package dev.sora.core.profiling;
