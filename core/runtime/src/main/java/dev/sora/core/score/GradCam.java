// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.engine.Engine;
import dev.sora.tensor.Signal;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in a picture an answer is read from (R. R. Selvaraju et al., 2017, Grad-CAM): the last
 * signal with rows and columns before the output, its channels {@code A_k} weighted by the mean
 * gradient of the score of the answer, {@code sum of w_k A_k}; readers show its positive part.
 *
 * @param rows the number of rows of a map
 * @param columns the number of columns
 * @param values the maps of all records, one after another
 * @param depends whether the scores depend on the signal: otherwise its gradient is 0 everywhere,
 *     and so are the maps
 */
public record GradCam(int rows, int columns, float[] values, boolean depends) {

    /**
     * Returns the last node before the output whose signal has channels, rows and columns, and that
     * a gradient reaches by every path.
     */
    public static Optional<String> place(FittedGraph graph, Node.Output output) {
        return places(graph, output).stream().findFirst();
    }

    /**
     * Returns all nodes before the output whose signals have channels, rows and columns, the last
     * one first. A part of an answer, such as a box, need not depend on the last one. Those that a
     * node without gradients separates from the output are left out.
     */
    public static List<String> places(FittedGraph graph, Node.Output output) {
        List<String> places = new ArrayList<>();
        GradientPaths paths = GradientPaths.of(graph.plan(), output);
        List<Node> nodes = graph.plan().nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!paths.reaches(node.name()) || node.equals(output) || node instanceof Node.Input) {
                continue;
            }
            TensorSpec values = graph.signal(node).values();
            if (node.count() == 1
                    && values.rank() == 3
                    && values.dimension(1) > 1
                    && values.dimension(2) > 1) {
                places.add(node.name());
            }
        }
        return places;
    }

    /**
     * Computes the maps of some records, up to the size of the unit of scores.
     *
     * @param place the node, one of {@link #places}
     * @param feed the encoded records and the weights; its manager owns what is computed
     * @param answers the answers to these records
     * @throws dev.sora.problem.SoraException if no gradient can be computed
     */
    public static GradCam of(
            Network network,
            Engine engine,
            Node.Output output,
            String place,
            Feed feed,
            ScoredAnswer answers) {
        NDManager manager = feed.manager();
        Subgraph below = network.subgraph(List.of(place), List.of());
        Signal signal = network.compute(below, Map.of(), feed).get(place).member(0);
        Subgraph above = network.subgraph(List.of(output.name()), List.of(place));
        try (Differentiation recorded = Differentiation.open(engine)) {
            NDArray leaf = recorded.watch(signal.values(), manager);
            Signal prediction =
                    network.compute(above, Map.of(place, Value.of(signal.withValues(leaf))), feed)
                            .get(output.name())
                            .member(0);
            recorded.backward(answers.of(prediction));
            NDArray gradient =
                    recorded.gradient(leaf, manager)
                            .mul((float) Math.signum(answers.unit().scale()));
            return weighted(leaf.stopGradient(), gradient);
        }
    }

    private static GradCam weighted(NDArray signal, NDArray gradient) {
        // the engine takes the mean over one dimension at a time
        NDArray weights = gradient.mean(new int[] {3}, true).mean(new int[] {2}, true);
        NDArray sum = signal.mul(weights).sum(new int[] {1});
        Shape shape = sum.getShape();
        return new GradCam(
                (int) shape.get(1),
                (int) shape.get(2),
                sum.toFloatArray(),
                gradient.abs().max().getFloat() != 0);
    }
}
