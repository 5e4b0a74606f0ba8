// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

/**
 * A stretch of the run.
 *
 * @param name such as {@code encode} or {@code train}
 * @param seconds how long it took
 */
public record Phase(String name, double seconds) {}
