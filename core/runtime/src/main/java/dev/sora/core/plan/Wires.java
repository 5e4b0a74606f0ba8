// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the nodes of a graph take their signals from.
 *
 * @param nodes what is known of each node by name
 */
public record Wires(Map<String, Wire> nodes) {

    private static final List<String> SECTIONS =
            List.of("inputs", "particles", "combiners", "outputs");

    /**
     * Where a node takes its signals from.
     *
     * @param type its type, without the plugin
     * @param from its sources in their order; to a combiner, a whole generation is all its members
     * @param weighed whether it has weights
     * @param settings its settings as a manifest holds them, if it is an input
     */
    record Wire(String type, List<String> from, boolean weighed, Map<String, Object> settings) {

        /** Returns whether what reads it cannot tell in which order it takes its own signals. */
        boolean isEnd() {
            return weighed || from.isEmpty();
        }
    }

    /** Returns the connections of planned nodes. */
    public static Wires of(Collection<? extends Node> nodes) {
        Map<String, Integer> counts = new HashMap<>();
        nodes.forEach(node -> counts.put(node.name(), node.count()));
        Map<String, Wire> wires = new LinkedHashMap<>();
        for (Node node : nodes) {
            boolean joins = node instanceof Node.Combine;
            List<String> from = node.from().stream().map(Source::toString).toList();
            Map<String, Object> settings = new LinkedHashMap<>();
            if (node instanceof Node.Input) {
                node.planned()
                        .settings()
                        .asMap()
                        .forEach((name, value) -> settings.put(name, PlainValue.of(value)));
            }
            wires.put(
                    node.name(),
                    new Wire(
                            node.planned().type().descriptor().name(),
                            members(from, joins, counts),
                            !node.parameters().isEmpty(),
                            settings));
        }
        return new Wires(wires);
    }

    /**
     * Returns those that the manifest of a package tells, which was checked when it was made.
     *
     * @param weights the names of the package's weights
     */
    public static Wires ofTree(Map<String, Object> tree, Collection<String> weights) {
        Set<String> owners = new HashSet<>();
        weights.forEach(name -> owners.add(name.split("[.\\[]", 2)[0]));
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String section : SECTIONS) {
            Map<String, Object> nodes = NodeTree.section(tree, section);
            sections.put(section, nodes);
            nodes.forEach(
                    (name, value) -> {
                        Object count = value instanceof Map<?, ?> node ? node.get("count") : null;
                        counts.put(name, count instanceof Number n ? n.intValue() : 1);
                    });
        }
        Map<String, Wire> wires = new LinkedHashMap<>();
        sections.forEach(
                (section, nodes) ->
                        nodes.forEach(
                                (name, value) -> {
                                    if (value instanceof Map<?, ?> node) {
                                        boolean weighed =
                                                owners.contains(NodeTree.owner(nodes, name));
                                        wires.put(name, wire(section, node, weighed, counts));
                                    }
                                }));
        return new Wires(wires);
    }

    private static Wire wire(
            String section, Map<?, ?> node, boolean weighed, Map<String, Integer> counts) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (section.equals("inputs")) {
            node.forEach((name, value) -> settings.put(String.valueOf(name), value));
        }
        Object from = node.get("from");
        List<?> sources =
                from instanceof List<?> list ? list : from == null ? List.of() : List.of(from);
        return new Wire(
                NodeTree.typeName(node.get("type")),
                members(
                        sources.stream().map(String::valueOf).toList(),
                        section.equals("combiners"),
                        counts),
                weighed,
                settings);
    }

    private static List<String> members(
            List<String> sources, boolean joins, Map<String, Integer> counts) {
        List<String> members = new ArrayList<>();
        for (String source : sources) {
            int count = joins ? counts.getOrDefault(source, 1) : 1;
            if (count == 1) {
                members.add(source);
            }
            for (int i = 0; count > 1 && i < count; i++) {
                members.add(source + "[" + i + "]");
            }
        }
        return List.copyOf(members);
    }
}
