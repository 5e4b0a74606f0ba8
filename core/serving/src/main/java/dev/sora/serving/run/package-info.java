// SPDX-License-Identifier: Apache-2.0
/**
 * The page that shows a run while it runs: a server of its own at the loopback address, with the
 * events of the run so far and those that follow.
 */
package dev.sora.serving.run;
