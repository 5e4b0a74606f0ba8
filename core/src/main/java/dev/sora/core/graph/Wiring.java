// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.particle.GenerationParticle;
import dev.sora.particle.JoiningParticle;

/** Decides how the members of a generation are wired and computed. */
final class Wiring {

    private Wiring() {}

    /** Whether a generation is computed by one call: its kind can, and all read one signal. */
    static boolean computesAllAtOnce(Node node, Plan plan) {
        return node instanceof Node.Core core
                && core.count() > 1
                && core.particle() instanceof GenerationParticle
                && !(core.particle() instanceof JoiningParticle)
                && !isMemberByMember(core, plan);
    }

    /** Whether each member reads the member of the same number of another generation. */
    static boolean isMemberByMember(Node.Core core, Plan plan) {
        Source source = core.from().get(0);
        return core.count() > 1
                && !(core.particle() instanceof JoiningParticle)
                && source.member().isEmpty()
                && plan.nodes().stream()
                        .anyMatch(n -> n.name().equals(source.node()) && n.count() == core.count());
    }
}
