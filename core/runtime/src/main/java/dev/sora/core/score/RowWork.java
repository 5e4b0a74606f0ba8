// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PassWork;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.tensor.Signal;
import java.util.Collection;
import java.util.Map;

/**
 * The memory and the work of one row of a batch in which the values of some nodes are replaced.
 *
 * @param elements of the signals of all nodes that are given or computed, with the comparisons of
 *     all steps with all where a node may compute them
 * @param multiplications that compute the nodes
 * @param evaluationSize the most records of a batch that the pipeline allows
 */
public record RowWork(double elements, double multiplications, int evaluationSize) {

    /** Attention compares all steps with all once for each head; usual models have so many. */
    private static final int HEADS = 8;

    /**
     * Returns the work of a row.
     *
     * @param values of the nodes, for one record
     * @param given the nodes whose values are given
     * @param computed the nodes that are computed
     */
    public static RowWork of(
            FittedGraph graph,
            Map<String, Value> values,
            Collection<String> given,
            Collection<String> computed) {
        double elements = 1;
        for (Node node : graph.plan().nodes()) {
            boolean isComputed = computed.contains(node.name());
            if (!isComputed && !given.contains(node.name())) {
                continue;
            }
            boolean mixes = isComputed && !graph.parameters(node).isEmpty();
            for (Signal member : values.get(node.name()).members()) {
                for (NDArray part : member.parts().values()) {
                    elements += part.size();
                }
                if (mixes && member.isSequence()) {
                    elements += HEADS * Math.pow(member.values().getShape().get(1), 2);
                }
            }
        }
        return new RowWork(
                elements,
                PassWork.multiplications(graph, computed::contains),
                graph.plan().training().batches().evaluationSize());
    }

    /**
     * Returns how many rows may be computed at once, at least 1.
     *
     * @param budget the number of elements that may be held
     * @param most the most rows
     */
    public int rows(long budget, int most) {
        return (int) Math.max(1, Math.min(Math.min(most, evaluationSize), budget / elements));
    }
}
