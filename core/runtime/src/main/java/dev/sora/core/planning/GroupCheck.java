// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.Node;
import dev.sora.particle.ParameterRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that groups of nodes divide the trained weights of a graph. */
public final class GroupCheck {

    private GroupCheck() {}

    /**
     * What is wrong with groups.
     *
     * @param what what is wrong
     * @param needs the nodes to divide
     * @param have what is there instead
     * @param fix what to do
     */
    public record Finding(String what, String needs, String have, String fix) {}

    /** Returns the nodes that have their own weights to train. */
    public static List<String> learning(GraphPlan graph) {
        return graph.nodes().stream()
                .filter(node -> graph.owner(node).equals(node.name()) && !graph.isFrozen(node))
                .filter(
                        node ->
                                node.parameters().stream()
                                        .filter(p -> !graph.tied(node).containsKey(p.name()))
                                        .anyMatch(p -> p.role() != ParameterRole.BUFFER))
                .map(Node::name)
                .toList();
    }

    /**
     * Returns why a node with trained weights is not in exactly one group; empty if all are.
     *
     * @param groups the nodes of each group, which exist
     * @param word what a group is called
     */
    public static Optional<Finding> find(
            GraphPlan graph, Map<String, Set<String>> groups, String word) {
        List<String> learning = learning(graph);
        String needs =
                "each of these in just one %s: %s".formatted(word, String.join(", ", learning));
        Map<String, String> groupOf = new HashMap<>();
        Set<String> left = new TreeSet<>(learning);
        for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
            int before = left.size();
            for (String node : group.getValue()) {
                String other = groupOf.put(node, group.getKey());
                if (other != null) {
                    return Optional.of(
                            new Finding(
                                    "node '%s' is in two %ss".formatted(node, word),
                                    needs,
                                    other + ", " + group.getKey(),
                                    "remove it from one of them"));
                }
                left.remove(node);
            }
            if (left.size() == before) {
                return Optional.of(
                        new Finding(
                                "no node of %s '%s' has weights to train"
                                        .formatted(word, group.getKey()),
                                needs,
                                String.join(", ", group.getValue()),
                                "remove the %s, or add a node that learns".formatted(word)));
            }
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                "nodes that learn are in no %s: %s"
                                        .formatted(word, String.join(", ", left)),
                                needs,
                                "the %ss %s".formatted(word, String.join(", ", groups.keySet())),
                                "add them to a %s, or write 'frozen: true' to leave them as they are"
                                        .formatted(word)));
    }
}
