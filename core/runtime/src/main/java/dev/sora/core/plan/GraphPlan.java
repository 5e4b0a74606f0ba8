// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.weights.ForeignWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a pipeline: its nodes, and the weights that they use.
 *
 * @param nodes all nodes, each after its sources
 * @param keys the keys of the manifest on the weights of nodes; a node without such keys is absent
 */
public record GraphPlan(List<Node> nodes, Map<String, NodeKeys> keys) {

    /** Copies both collections. */
    public GraphPlan {
        nodes = List.copyOf(nodes);
        keys = Map.copyOf(keys);
    }

    /** Returns the nodes of one kind, in order. */
    public <T extends Node> List<T> nodes(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the keys of the manifest on the weights of a node. */
    public NodeKeys keys(String node) {
        return keys.getOrDefault(node, NodeKeys.NONE);
    }

    /** Returns the name of the node whose weights a node uses: its own, or that of another node. */
    public String owner(Node node) {
        return keys(node.name()).sameAs().orElse(node.name());
    }

    /** Returns the parameters of a node that are those of other nodes, which own them. */
    public Map<String, TiedParameter> tied(Node node) {
        Map<String, TiedParameter> tied = new LinkedHashMap<>();
        keys(node.name())
                .tied()
                .forEach(
                        (own, other) ->
                                tied.put(
                                        own,
                                        new TiedParameter(
                                                keys(other.node()).sameAs().orElse(other.node()),
                                                other.parameter())));
        return tied;
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

    /** Returns the weights of other programs that nodes start from, by their names here. */
    public Map<String, ForeignWeights> foreign() {
        Map<String, ForeignWeights> foreign = new LinkedHashMap<>();
        for (Node node : nodes) {
            keys(node.name()).foreign().ifPresent(from -> foreign.put(node.name(), from));
        }
        return foreign;
    }
}
