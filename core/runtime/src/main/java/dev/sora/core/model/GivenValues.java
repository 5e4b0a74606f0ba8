// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.NodeValue;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values that a program gives instead of those that nodes compute.
 *
 * @param nodes values of whole nodes
 * @param members values of some members of a node, by node in the order of the graph
 */
record GivenValues(Map<String, NodeValue> nodes, Map<String, Map<Integer, NodeValue>> members) {

    /**
     * Checks values and groups them by node.
     *
     * @param given by the name of a node or a member
     * @throws dev.sora.problem.SoraException if there is no such node, or a value does not match
     */
    static GivenValues of(FittedGraph graph, Map<String, NodeValue> given, int records) {
        Map<String, NodeValue> nodes = new LinkedHashMap<>();
        Map<String, Map<Integer, NodeValue>> single = new HashMap<>();
        given.forEach(
                (name, value) -> {
                    NodeReference of = NodeReference.of(graph.plan(), name);
                    boolean one = of.member().isPresent();
                    int count = one ? 1 : of.node().count();
                    new ValueCheck(name, graph.signal(of.node()), count, records).check(value);
                    if (one) {
                        single.computeIfAbsent(of.name(), n -> new TreeMap<>())
                                .put(of.member().getAsInt(), value);
                    } else {
                        nodes.put(of.name(), value);
                    }
                });
        Map<String, Map<Integer, NodeValue>> members = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            Map<Integer, NodeValue> some = single.get(node.name());
            if (some == null) {
                continue;
            }
            if (nodes.containsKey(node.name())) {
                some.forEach(
                        (i, value) ->
                                nodes.merge(node.name(), value, (all, v) -> all.withMember(i, v)));
            } else if (some.size() == node.count()) {
                nodes.put(
                        node.name(),
                        new NodeValue(
                                some.values().stream().map(v -> v.members().get(0)).toList()));
            } else {
                members.put(node.name(), some);
            }
        }
        return new GivenValues(nodes, members);
    }
}
