// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** What the particles here ask of a signal, on paper and on the device. */
public final class Signals {

    private Signals() {}

    /**
     * Returns the values of a signal that must be 32-bit floats.
     *
     * @param who the subject of the message, such as {@code dense}
     */
    public static TensorSpec floats(SignalSpec signal, String who) {
        TensorSpec values = signal.values();
        if (values.type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "floats for " + who,
                    values + " of " + values.type().name().toLowerCase(java.util.Locale.ROOT),
                    "put a particle before it that makes floats, such as an embedding");
        }
        return values;
    }

    /** Returns the number of values of one record, or {@link TensorSpec#UNKNOWN}. */
    public static long width(SignalSpec signal, String who) {
        TensorSpec values = floats(signal, who);
        if (values.isKnown() && values.size() == 0) {
            throw new ShapeException("at least one value for " + who, signal);
        }
        return values.size();
    }

    /** Returns the values as {@code (batch, width)}, without a copy where memory allows it. */
    public static NDArray rows(NDList signal) {
        NDArray values = signal.head();
        return switch (values.getShape().dimension()) {
            case 1 -> values.expandDims(1);
            case 2 -> values;
            default -> values.flatten(1, -1);
        };
    }

    /** Returns a signal with other values and the same further tensors. */
    public static NDList withValues(NDList signal, NDArray values) {
        if (signal.size() == 1) {
            return new NDList(values);
        }
        NDList changed = new NDList(signal);
        changed.set(0, values);
        return changed;
    }
}
