// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.tensor.Signal;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Sums over the edges of a graph, each as the product of a sparse matrix with a dense one. The
 * native kernel adds 32-bit floats target by target; no sum is the difference of two running sums.
 */
final class Messages {

    private final NDManager manager;
    private final int nodes;
    private final int[] edges;
    private final float[] weights;

    private Messages(NDManager manager, int nodes, int[] edges, float[] weights) {
        this.manager = manager;
        this.nodes = nodes;
        this.edges = edges;
        this.weights = weights;
    }

    /** Returns the messages along the edges of a signal. */
    static Messages of(Signal signal, NDManager manager) {
        return new Messages(
                manager,
                Math.toIntExact(signal.values().getShape().get(0)),
                signal.part(NodeSignal.EDGES).toIntArray(),
                signal.part(NodeSignal.WEIGHTS).toFloatArray());
    }

    /** Returns the number of edges. */
    int count() {
        return weights.length;
    }

    /** Returns the source and the target of each edge, one after the other. */
    int[] edges() {
        return edges;
    }

    /**
     * Returns for each node the sum of the values of its sources, each times the weight of its
     * edge: {@code (nodes, width)} of {@code (nodes, width)}.
     */
    NDArray fromNodes(NDArray values) {
        if (count() == 0) {
            return values.zerosLike();
        }
        return matrix(weights, sources(), nodes).matMul(values);
    }

    /**
     * Returns for each node the sum of the values of the edges that end there: {@code (nodes,
     * width)} of {@code (edges, width)}.
     */
    NDArray fromEdges(NDArray values) {
        if (count() == 0) {
            return manager.zeros(new Shape(nodes, values.getShape().get(1)));
        }
        float[] ones = new float[count()];
        Arrays.fill(ones, 1);
        long[] each = new long[count()];
        Arrays.setAll(each, i -> i);
        return matrix(ones, each, count()).matMul(values);
    }

    /** Returns the values of the sources of the edges: {@code (edges, width)}. */
    NDArray atSources(NDArray values) {
        return at(values, 0);
    }

    /** Returns the values of the targets of the edges: {@code (edges, width)}. */
    NDArray atTargets(NDArray values) {
        return at(values, 1);
    }

    private NDArray at(NDArray values, int end) {
        int[] rows = new int[count()];
        Arrays.setAll(rows, i -> edges[2 * i + end]);
        return Embedding.embedding(manager.create(rows), values, SparseFormat.DENSE).head();
    }

    private long[] sources() {
        long[] sources = new long[count()];
        Arrays.setAll(sources, i -> edges[2 * i]);
        return sources;
    }

    /** Returns a matrix with an entry for each edge in the row of its target. */
    private NDArray matrix(float[] entries, long[] columns, int width) {
        long[] targets = new long[count()];
        Arrays.setAll(targets, i -> edges[2 * i + 1]);
        return manager.createCoo(
                FloatBuffer.wrap(entries),
                new long[][] {targets, columns},
                new Shape(nodes, width));
    }
}
