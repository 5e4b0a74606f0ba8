// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.inquiry;

import dev.sora.core.plan.Node;
import java.util.OptionalInt;

/**
 * A node that a caller names.
 *
 * @param node the node
 * @param member the member of a generation, counted from 0; empty for all of them
 */
public record NamedNode(Node node, OptionalInt member) {}
