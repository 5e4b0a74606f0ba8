// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sources of the nodes of a graph. Weights identify signals by position: those of a layer after
 * {@code concat} are wrong, without any error, if the operands have another order than in training.
 *
 * @param from the sources of each node in order; a whole generation is listed as all its members
 * @param combiners the nodes that join signals
 */
public record Wires(Map<String, List<String>> from, Set<String> combiners) {

    private static final List<String> SECTIONS = List.of("particles", "combiners", "outputs");

    /**
     * How the sources of a node differ from those before.
     *
     * @param before the previous sources
     * @param now the current sources
     * @param moved whether, among the same number of sources, one has another position; otherwise
     *     names or the number of sources differ
     */
    public record Difference(List<String> before, List<String> now, boolean moved) {}

    /** Returns the connections of planned nodes. */
    public static Wires of(Collection<? extends Node> nodes) {
        Map<String, Integer> counts = new HashMap<>();
        nodes.forEach(node -> counts.put(node.name(), node.count()));
        Map<String, List<String>> from = new LinkedHashMap<>();
        Set<String> combiners = new HashSet<>();
        for (Node node : nodes) {
            boolean joins = node instanceof Node.Combine;
            from.put(
                    node.name(),
                    node.from().stream()
                            .flatMap(s -> members(s.toString(), joins, counts).stream())
                            .toList());
            if (joins) {
                combiners.add(node.name());
            }
        }
        return new Wires(from, combiners);
    }

    /**
     * Returns the connections in the manifest of a package, which was checked when it was written.
     */
    static Wires ofTree(Map<String, Object> tree) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Object> sources = new LinkedHashMap<>();
        Set<String> combiners = new HashSet<>();
        for (String section : SECTIONS) {
            if (tree.get(section) instanceof Map<?, ?> nodes) {
                nodes.forEach(
                        (key, value) -> {
                            String name = String.valueOf(key);
                            if (value instanceof Map<?, ?> node) {
                                sources.put(name, node.get("from"));
                                counts.put(
                                        name,
                                        node.get("count") instanceof Number n ? n.intValue() : 1);
                            }
                            if (section.equals("combiners")) {
                                combiners.add(name);
                            }
                        });
            }
        }
        Map<String, List<String>> from = new LinkedHashMap<>();
        sources.forEach(
                (name, value) -> {
                    List<?> items =
                            value instanceof List<?> list
                                    ? list
                                    : value == null ? List.of() : List.of(value);
                    from.put(
                            name,
                            items.stream()
                                    .map(String::valueOf)
                                    .flatMap(
                                            s ->
                                                    members(s, combiners.contains(name), counts)
                                                            .stream())
                                    .toList());
                });
        return new Wires(from, combiners);
    }

    private static List<String> members(String source, boolean joins, Map<String, Integer> counts) {
        int count = joins ? counts.getOrDefault(source, 1) : 1;
        if (count == 1) {
            return List.of(source);
        }
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(source + "[" + i + "]");
        }
        return members;
    }

    /**
     * Returns how the sources of a node, also through combiners, differ from those of a node of
     * this graph; a source at another position is reported first.
     *
     * @param there the node of this graph
     * @param other the other graph
     * @param here its node
     */
    public Optional<Difference> differs(String there, Wires other, String here) {
        List<Difference> found = new ArrayList<>();
        compare(there, other, here, new HashSet<>(), found);
        return found.stream()
                .filter(Difference::moved)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private void compare(
            String there, Wires other, String here, Set<List<String>> seen, List<Difference> to) {
        if (!seen.add(List.of(there, here))) {
            return;
        }
        List<String> before = from.getOrDefault(there, List.of());
        List<String> now = other.from.getOrDefault(here, List.of());
        if (before.size() != now.size() || InputColumns.areMoved(before, now)) {
            to.add(new Difference(before, now, before.size() == now.size()));
            return;
        }
        boolean renamed = false;
        for (int i = 0; i < now.size(); i++) {
            if (combiners.contains(before.get(i)) && other.combiners.contains(now.get(i))) {
                compare(before.get(i), other, now.get(i), seen, to);
            } else {
                renamed |= !before.get(i).equals(now.get(i));
            }
        }
        if (renamed) {
            to.add(new Difference(before, now, false));
        }
    }
}
