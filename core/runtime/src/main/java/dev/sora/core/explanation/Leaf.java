// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.Optional;

/**
 * The first node after an input whose values are numbers: the input itself, or what embeds its
 * indices.
 *
 * @param input the input
 * @param node the node
 */
record Leaf(Node.Input input, Node node) {

    /**
     * Finds the node of an input; empty if the values of the input cannot be told from those of
     * others at any node.
     *
     * @param path the nodes that the output depends on
     */
    static Optional<Leaf> of(FittedGraph graph, Node.Input input, Path path) {
        if (graph.signal(input).has(Signal.ROWS)) {
            return Optional.empty();
        }
        if (graph.signal(input).values().type() == DataType.FLOAT32) {
            return Optional.of(new Leaf(input, input));
        }
        List<Node> readers =
                graph.plan().nodes().stream()
                        .filter(node -> path.isBefore(node.name()))
                        .filter(node -> !GrowingPath.scoresWithout(graph, node, input))
                        .filter(
                                node ->
                                        node.from().stream()
                                                .map(Source::node)
                                                .anyMatch(input.name()::equals))
                        .toList();
        boolean one =
                readers.size() == 1
                        && readers.get(0) instanceof Node.Core core
                        && core.from().size() == 1
                        && graph.signal(core).values().type() == DataType.FLOAT32
                        && !graph.signal(core).has(Signal.ROWS);
        return one ? Optional.of(new Leaf(input, readers.get(0))) : Optional.empty();
    }

    /** Returns whether the node embeds indices. */
    boolean embeds() {
        return node != input;
    }
}
