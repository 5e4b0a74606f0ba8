// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a pipeline: its nodes, and which weights they use.
 *
 * @param nodes all nodes, each after those it takes signals from
 * @param keys what the manifest says of the weights of nodes; nothing of a node that is not in it
 */
public record GraphPlan(List<Node> nodes, Map<String, NodeKeys> keys) {

    /** Copies both. */
    public GraphPlan {
        nodes = List.copyOf(nodes);
        keys = Map.copyOf(keys);
    }

    /** Returns the nodes of one kind, in order. */
    public <T extends Node> List<T> nodes(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns what the manifest says of the weights of a node. */
    public NodeKeys keys(String node) {
        return keys.getOrDefault(node, NodeKeys.NONE);
    }

    /** Returns the name of the node whose weights a node uses: its own, or another's. */
    public String owner(Node node) {
        return keys(node.name()).sameAs().orElse(node.name());
    }

    /** Returns whether the weights that a node uses are not trained. */
    public boolean isFrozen(Node node) {
        return keys(owner(node)).frozen();
    }

    /** Returns the nodes that are taken from other packages, by their names here. */
    public Map<String, TakenNode> taken() {
        Map<String, TakenNode> taken = new LinkedHashMap<>();
        for (Node node : nodes) {
            keys(node.name()).taken().ifPresent(from -> taken.put(node.name(), from));
        }
        return taken;
    }
}
