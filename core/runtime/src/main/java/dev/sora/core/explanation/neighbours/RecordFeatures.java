// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.neighbours;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

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
