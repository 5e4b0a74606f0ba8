// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.planning.graph.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node with the decisions on how its members are computed, which are the same for every batch.
 *
 * @param atOnce whether one call computes all members of a generation
 * @param pairwise whether each member reads the member with the same index of its source
 * @param frozen whether its weights are not trained
 * @param tied its parameters that are those of other nodes, with their names in the layout
 * @param places one for each member; a single one if one call computes all
 */
record WiredNode(
        Node node,
        boolean atOnce,
        boolean pairwise,
        boolean frozen,
        Map<String, String> tied,
        List<Place> places) {

    /**
     * The place of a member.
     *
     * @param key the key of its random numbers
     * @param parameters the prefix of the names of its parameters: that of the node whose weights
     *     it uses
     */
    record Place(String key, String parameters) {}

    static WiredNode of(Node node, Plan plan) {
        boolean atOnce = Wiring.computesAllAtOnce(node, plan);
        List<Place> places = new ArrayList<>();
        if (node instanceof Node.Input) {
            places.add(new Place(node.name(), node.name() + "."));
        } else {
            for (int i = 0; i < (atOnce ? 1 : node.count()); i++) {
                int member = atOnce ? -1 : i;
                places.add(
                        new Place(
                                ParameterSlice.key(node.name(), member),
                                ParameterSlice.key(plan.owner(node), member) + "."));
            }
        }
        return new WiredNode(
                node,
                atOnce,
                node instanceof Node.Core core && Wiring.isMemberByMember(core, plan),
                plan.isFrozen(node),
                tied(node, plan),
                List.copyOf(places));
    }

    private static Map<String, String> tied(Node node, Plan plan) {
        Map<String, String> tied = new HashMap<>();
        plan.tied(node)
                .forEach(
                        (own, other) ->
                                tied.put(
                                        own,
                                        ParameterSlice.key(other.node(), 0)
                                                + "."
                                                + other.parameter()));
        return Map.copyOf(tied);
    }

    String name() {
        return node.name();
    }
}
