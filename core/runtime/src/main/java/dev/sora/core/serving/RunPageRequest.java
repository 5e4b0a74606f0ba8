// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.serving;

/**
 * Which page to open for a run.
 *
 * @param port the port at the loopback address of this machine; 0 for any free one
 * @param stop what the page calls, at most once, when a person stops the run; it must return
 *     quickly
 */
public record RunPageRequest(int port, Runnable stop) {}
