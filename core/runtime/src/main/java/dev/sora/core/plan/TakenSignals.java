// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import java.util.Collection;
import java.util.Map;

/**
 * Checks that a node from another package reads its signals in the same order as there: its weights
 * identify signals by position.
 */
final class TakenSignals {

    private TakenSignals() {}

    /** Adds a problem for signals at other positions; a new name may replace an old one. */
    static void check(Collection<Node> nodes, Map<String, NodeKeys> keys, PlanProblems problems) {
        Wires here = Wires.of(nodes);
        for (Node node : nodes) {
            keys.getOrDefault(node.name(), NodeKeys.NONE)
                    .taken()
                    .ifPresent(
                            taken ->
                                    taken.wires()
                                            .differs(taken.node(), here, node.name())
                                            .filter(Wires.Difference::moved)
                                            .ifPresent(
                                                    moved -> note(node, taken, moved, problems)));
        }
    }

    private static void note(
            Node node, TakenNode taken, Wires.Difference moved, PlanProblems problems) {
        problems.at(
                node.planned().path() + ".from",
                ManifestCode.NOT_TAKEN
                        .problem(
                                "'%s' of %s took its signals in another order"
                                        .formatted(taken.node(), taken.file().getFileName()))
                        .needs(moved.before().toString())
                        .have(moved.now().toString())
                        .fix(
                                "name the signals in that order; a new name takes the place of an"
                                        + " old one"));
    }
}
