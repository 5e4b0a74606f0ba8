// SPDX-License-Identifier: Apache-2.0
/**
 * Describes data that may be unknown: {@link Describer} finds a source that can read a file, reads
 * its records once, and returns a {@link dev.sora.core.profile.Description} with a profile of each
 * split.
 *
 * <p>The statistics are computed by {@link dev.sora.core.profiling}. Nothing here needs the engine.
 */
package dev.sora.core.describe;
