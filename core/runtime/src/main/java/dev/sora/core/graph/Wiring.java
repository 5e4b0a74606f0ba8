// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.particle.VectorisedParticle;

/** Decides how the members of a generation are wired and computed. */
final class Wiring {

    private Wiring() {}

    /**
     * Whether a generation is computed by one call: its kind can, and all read one signal. Nodes
     * that share weights, and with them their place, are computed in one way.
     */
    static boolean computesAllAtOnce(Node node, Plan plan) {
        String owner = plan.owner(node);
        return canAllAtOnce(node, plan)
                && plan.nodes().stream()
                        .filter(other -> plan.owner(other).equals(owner))
                        .allMatch(other -> canAllAtOnce(other, plan));
    }

    private static boolean canAllAtOnce(Node node, Plan plan) {
        return node instanceof Node.Core core
                && core.count() > 1
                && core.particle() instanceof VectorisedParticle
                && !core.planned().type().takesSeveral()
                && !isMemberByMember(core, plan);
    }

    /** Whether each member reads the member of the same number of another generation. */
    static boolean isMemberByMember(Node.Core core, Plan plan) {
        Source source = core.from().get(0);
        return core.count() > 1
                && !core.planned().type().takesSeveral()
                && source.member().isEmpty()
                && plan.nodes().stream()
                        .anyMatch(n -> n.name().equals(source.node()) && n.count() == core.count());
    }
}
