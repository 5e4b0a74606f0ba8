// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.Rewiring;
import dev.sora.core.plan.Rewiring.Difference;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.planning.settings.PlanProblems;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that a node from another package reads its signals in the same order as there: its weights
 * identify signals by position.
 */
public final class TakenSignals {

    private TakenSignals() {}

    /** Adds a problem for signals at other positions; a new name may replace an old one. */
    public static void check(
            Collection<Node> nodes, Map<String, NodeKeys> keys, PlanProblems problems) {
        Rewiring here = new Rewiring(nodes);
        Set<Difference> told = new HashSet<>();
        for (Node node : nodes) {
            Optional<TakenNode> taken = keys.getOrDefault(node.name(), NodeKeys.NONE).taken();
            if (taken.isEmpty() || !Rewiring.isPlaced(node)) {
                continue;
            }
            for (Difference found :
                    here.find(taken.get().wires(), taken.get().node(), node.name())) {
                if (found.moved() && told.add(found)) {
                    note(here.node(found), taken.get(), found, problems);
                }
            }
        }
    }

    private static void note(Node node, TakenNode taken, Difference moved, PlanProblems problems) {
        boolean columns = node instanceof Node.Input;
        problems.at(
                columns ? node.planned().path() : node.planned().path() + ".from",
                ManifestCode.NOT_TAKEN
                        .problem(
                                (columns
                                                ? "'%s' of %s took columns in another order"
                                                : "'%s' of %s took its signals in another order")
                                        .formatted(taken.node(), taken.file().getFileName()))
                        .needs(moved.before().toString())
                        .have(moved.now().toString())
                        .fix(
                                moved.remedy(columns ? "columns" : "signals")
                                        + "; a new name replaces an old one"));
    }
}
