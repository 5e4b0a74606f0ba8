// SPDX-License-Identifier: Apache-2.0
/**
 * The interface between a run and its caller.
 *
 * <p>A run reports {@link RunEvent}s to a {@link RunListener}, on its own thread; the progress
 * display of the command line is one. {@link RunControl} pauses, stops or aborts a training from
 * any thread. This package contains no logic of runs.
 */
package dev.sora.core.run;
