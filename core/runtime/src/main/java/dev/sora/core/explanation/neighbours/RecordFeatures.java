// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.neighbours;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.plan.Node;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Makes one vector of the values of a node for each record. */
public final class RecordFeatures {

    private RecordFeatures() {}

    /**
     * Returns one row of features for each record, {@code (batch, features)}: the mean over steps
     * of a sequence and over the places of a picture.
     */
    public static NDArray of(Signal signal) {
        NDArray values = signal.values();
        Shape shape = values.getShape();
        if (signal.isSequence()) {
            long rest = shape.size() / Math.max(1, shape.get(0) * shape.get(1));
            NDArray sums = values.reshape(shape.get(0), shape.get(1), rest).sum(new int[] {1});
            return sums.div(
                    signal.lengths().toType(DataType.FLOAT32, false).maximum(1f).expandDims(1));
        }
        if (shape.dimension() > 2) {
            long rest = shape.size() / (shape.get(0) * shape.get(1));
            return values.reshape(shape.get(0), shape.get(1), rest).mean(new int[] {2});
        }
        return values.reshape(shape.get(0), shape.size() / shape.get(0)).duplicate();
    }

    /**
     * Returns why a node has no values for each record; empty if it has.
     *
     * @param inputs the inputs that the node is computed from
     */
    public static Optional<String> absent(FittedGraph graph, Node node, Set<String> inputs) {
        if (node instanceof Node.Output) {
            return Optional.of("it is an output");
        }
        if (graph.signal(node).values().type() != DataType.FLOAT32) {
            return Optional.of("its values are indices");
        }
        if (graph.signal(node).has(Signal.ROWS)) {
            return Optional.of("its rows are not records");
        }
        return Collections.disjoint(inputs, GrowingPath.inputsSoFar(graph))
                ? Optional.empty()
                : Optional.of("it grows while an output generates");
    }

    /** Returns the number of features of a record, or {@link TensorSpec#UNKNOWN}. */
    public static long count(SignalSpec spec) {
        TensorSpec values = spec.values();
        if (!spec.isSequence() && values.rank() > 1) {
            return values.dimension(0);
        }
        long count = 1;
        for (int i = spec.isSequence() ? 1 : 0; i < values.rank(); i++) {
            if (values.dimension(i) < 0) {
                return TensorSpec.UNKNOWN;
            }
            count *= values.dimension(i);
        }
        return count;
    }
}
