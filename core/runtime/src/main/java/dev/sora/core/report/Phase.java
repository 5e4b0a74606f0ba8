// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

/**
 * A phase of the run.
 *
 * @param name such as {@code encode} or {@code train}
 * @param seconds its duration
 */
public record Phase(String name, double seconds) {}
