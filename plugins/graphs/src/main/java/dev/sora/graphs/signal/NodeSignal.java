// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.signal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * The parts of a signal of nodes. The values are {@code (nodes, features)}: all nodes of the graph,
 * or those of a neighbourhood of the records.
 */
public final class NodeSignal {

    /** The role of the edges: {@code INT32}, {@code (edges, 2)}, source and target by row. */
    public static final String EDGES = "edges";

    /**
     * The role of the weights of the edges: {@code (edges)}. A sampled edge stands for several, so
     * that a weighted sum over sampled edges has the expectation of the sum over all.
     */
    public static final String WEIGHTS = "weights";

    /**
     * The role of the number of edges that end at each node in the whole graph: {@code (nodes)}.
     */
    public static final String DEGREES = "degrees";

    /**
     * The role of a tensor whose last dimension is the number of layers for which neighbours were
     * sampled, plus 1: {@code INT32}, {@code (1, layers + 1)}. Each particle that passes messages
     * takes one layer. Absent if the signal is the whole graph.
     */
    public static final String LAYERS = "layers";

    private static final String FIX =
            "give it the signal of an input of type 'graph', or of a particle after one";

    private NodeSignal() {}

    /**
     * Returns the specification of a signal of nodes.
     *
     * @param features the number of features of a node, or unknown
     * @param layers the number of layers for which neighbours are sampled; 0 for the whole graph
     */
    public static SignalSpec spec(long features, int layers) {
        SignalSpec spec =
                SignalSpec.floats(features)
                        .with(Signal.ROWS, TensorSpec.of(DataType.INT32))
                        .with(EDGES, TensorSpec.of(DataType.INT32, 2))
                        .with(WEIGHTS, TensorSpec.floats())
                        .with(DEGREES, TensorSpec.floats());
        return layers == 0 ? spec : spec.with(LAYERS, TensorSpec.of(DataType.INT32, layers + 1));
    }

    /**
     * Returns the number of features of a node, which may be unknown.
     *
     * @param who the particle for the message
     * @throws ShapeException if the signal is not one of nodes
     */
    public static long features(SignalSpec signal, String who) {
        boolean nodes =
                signal.has(Signal.ROWS)
                        && signal.has(EDGES)
                        && signal.has(WEIGHTS)
                        && signal.has(DEGREES);
        if (!nodes) {
            throw new ShapeException("the nodes of a graph for " + who, signal, FIX);
        }
        TensorSpec values = signal.values();
        if (signal.isSequence() || values.rank() != 1 || values.type() != DataType.FLOAT32) {
            throw new ShapeException("a vector of floats for each node for " + who, signal);
        }
        return values.dimension(0);
    }

    /**
     * Returns the specification after one more layer of messages.
     *
     * @throws ShapeException if neighbours were sampled for fewer layers
     */
    public static SignalSpec next(SignalSpec signal, long units, String who) {
        SignalSpec next = signal.withValues(TensorSpec.floats(units));
        if (!signal.has(LAYERS)) {
            return next;
        }
        long layers = signal.part(LAYERS).dimension(0);
        if (layers >= 0 && layers <= 1) {
            throw new ShapeException(
                    "sampled neighbours for " + who,
                    "none: the input samples neighbours for fewer layers",
                    "add a number to the setting 'sample' of the input, or leave a layer out");
        }
        return next.with(
                LAYERS,
                TensorSpec.of(DataType.INT32, layers < 0 ? TensorSpec.UNKNOWN : layers - 1));
    }

    /** Returns the signal after one more layer of messages. */
    public static Signal next(Signal signal, NDArray values) {
        Signal next = signal.withValues(values);
        return signal.has(LAYERS) ? next.with(LAYERS, signal.part(LAYERS).get(":, 1:")) : next;
    }
}
