// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.core.plan.Node;

/**
 * A particle that takes part in an answer: a node, or one member of a generation.
 *
 * @param node the node
 * @param member the member, counted from 0
 */
record Player(Node node, int member) {

    /** Returns its name: {@code view}, or {@code view[1]} for a member of a generation. */
    String name() {
        return node.memberName(member);
    }
}
