// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

/** One node's output going into another, by name. */
public record GraphEdge(String from, String to) {}
