// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

/** An edge from the output of one node to the input of another, by name. */
public record GraphEdge(String from, String to) {}
