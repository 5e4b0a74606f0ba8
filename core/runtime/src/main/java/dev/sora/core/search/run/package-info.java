// SPDX-License-Identifier: Apache-2.0
/**
 * Runs searches. {@link SearchRun} asks the strategy for trials, a {@link TrialRunner} trains them,
 * {@link Journal} keeps what happened, so that a search can be continued, and {@link SearchFiles}
 * writes the results.
 *
 * <p>It trains nothing itself: a trial is a manifest and a folder, and the caller decides in which
 * process it is trained.
 */
package dev.sora.core.search.run;
