// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.tensor.SignalSpec;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The last nodes of a graph whose values a training does not change: frozen nodes that only depend
 * on frozen nodes and on inputs that are the same in each pass. Their values can be computed once
 * for each record instead of once in each epoch.
 *
 * <p>Only nodes with one member and one tensor of floats of a fixed shape are such nodes, because
 * their values need one row of a column for each record; and sequences of such tensors with a
 * greatest number of steps, whose lengths are a second column.
 */
public final class Frontier {

    private Frontier() {}

    /** Returns the names of the nodes; empty if no value can be kept. */
    public static Set<String> of(FittedGraph graph) {
        Plan plan = graph.plan();
        boolean plain =
                plan.training().procedure().isEmpty()
                        && plan.nodes(Node.Input.class).stream()
                                .allMatch(i -> !i.particle().mixes() && i.particle().views() == 1);
        if (!plain) {
            return Set.of();
        }
        Set<String> steady = new HashSet<>();
        for (Node node : plan.nodes()) {
            boolean own =
                    node instanceof Node.Input input
                            ? input.particle().steady()
                            : !(node instanceof Node.Output) && plan.isFrozen(node);
            if (own && node.from().stream().map(Source::node).allMatch(steady::contains)) {
                steady.add(node.name());
            }
        }
        Set<String> last = new LinkedHashSet<>();
        for (Node node : plan.nodes()) {
            if (!(steady.contains(node.name()) && !(node instanceof Node.Output))) {
                node.from().stream().map(Source::node).filter(steady::contains).forEach(last::add);
            }
        }
        boolean all =
                plan.nodes().stream()
                        .filter(node -> last.contains(node.name()))
                        .filter(node -> !(node instanceof Node.Input))
                        .allMatch(
                                node ->
                                        canBeKept(node, graph.signal(node))
                                                || isKeptSequence(node, graph.signal(node)));
        if (!all) {
            return Set.of();
        }
        // a value of an input is its own column already
        plan.nodes(Node.Input.class).forEach(input -> last.remove(input.name()));
        return last;
    }

    /**
     * Returns whether the values of a node need one row of a column for each record: it has one
     * member, and one tensor of floats of a known shape.
     */
    public static boolean canBeKept(Node node, SignalSpec signal) {
        return node.count() == 1
                && signal.parts().size() == 1
                && signal.values().isKnown()
                && signal.values().type() == DataType.FLOAT32;
    }

    /** Returns whether the values of a node are a sequence with a greatest number of steps. */
    private static boolean isKeptSequence(Node node, SignalSpec signal) {
        return node.count() == 1
                && signal.isSequence()
                && signal.parts().size() == 2
                && signal.values().isKnown()
                && signal.values().type() == DataType.FLOAT32;
    }

    /** Returns the bytes of the values for one record. */
    public static long bytes(FittedGraph graph, Set<String> nodes) {
        List<Node> found =
                graph.plan().nodes().stream().filter(n -> nodes.contains(n.name())).toList();
        return found.stream()
                .mapToLong(node -> graph.signal(node).values().size() * Float.BYTES)
                .sum();
    }
}
