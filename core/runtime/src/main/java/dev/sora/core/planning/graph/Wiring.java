// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.particle.VectorisedParticle;

/** Decides how the members of a generation are connected and computed. */
public final class Wiring {

    private Wiring() {}

    /**
     * Returns whether one call computes a generation: its type supports that, and all members read
     * one signal. Nodes that share weights, and so their place, are computed in the same way.
     */
    public static boolean computesAllAtOnce(Node node, Plan plan) {
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

    /** Returns whether each member reads the member with the same index of another generation. */
    public static boolean isMemberByMember(Node.Core core, Plan plan) {
        Source source = core.from().get(0);
        return core.count() > 1
                && !core.planned().type().takesSeveral()
                && source.member().isEmpty()
                && plan.nodes().stream()
                        .anyMatch(n -> n.name().equals(source.node()) && n.count() == core.count());
    }
}
