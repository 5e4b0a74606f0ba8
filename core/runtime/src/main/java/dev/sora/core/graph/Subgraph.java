// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a graph that computes some nodes when others are given. It is determined once and
 * used for any number of batches by any number of threads.
 */
public final class Subgraph {

    private final Set<String> wanted;
    private final Set<String> given;
    private final Set<String> inputs;
    private final List<WiredNode> nodes;

    private Subgraph(Set<String> wanted, Set<String> given, List<WiredNode> nodes) {
        this.wanted = wanted;
        this.given = given;
        this.nodes = nodes;
        Set<String> read = new LinkedHashSet<>();
        for (WiredNode wired : nodes) {
            if (wired.node() instanceof Node.Input) {
                read.add(wired.name());
            }
        }
        this.inputs = Collections.unmodifiableSet(read);
    }

    /**
     * Determines which nodes have to be computed, in order.
     *
     * @param wanted the names of the nodes to compute
     * @param given the names of the nodes whose values will be given; what only they need is not
     *     computed
     * @throws IllegalArgumentException if the plan has no node of a name
     */
    static Subgraph of(Plan plan, Collection<String> wanted, Collection<String> given) {
        Set<String> known = new HashSet<>();
        plan.nodes().forEach(node -> known.add(node.name()));
        for (Collection<String> names : List.of(wanted, given)) {
            for (String name : names) {
                if (!known.contains(name)) {
                    throw new IllegalArgumentException("no node '%s'".formatted(name));
                }
            }
        }
        Set<String> needed = new HashSet<>(wanted);
        List<WiredNode> nodes = new ArrayList<>();
        List<Node> backwards = new ArrayList<>(plan.nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            if (needed.contains(node.name()) && !given.contains(node.name())) {
                nodes.add(WiredNode.of(node, plan));
                node.from().forEach(source -> needed.add(source.node()));
            }
        }
        Collections.reverse(nodes);
        return new Subgraph(
                Collections.unmodifiableSet(new LinkedHashSet<>(wanted)),
                Set.copyOf(given),
                List.copyOf(nodes));
    }

    /** Returns the names of the nodes that it computes, in the requested order. */
    public Set<String> wanted() {
        return wanted;
    }

    /** Returns the names of the given nodes. */
    public Set<String> given() {
        return given;
    }

    /** Returns the names of the inputs that it computes, for which records must be encoded. */
    public Set<String> inputs() {
        return inputs;
    }

    List<WiredNode> nodes() {
        return nodes;
    }
}
