// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** Checks and reshapes signals, in planning and in computation. */
public final class Signals {

    private Signals() {}

    /**
     * Returns the values of a signal that must be 32-bit floats.
     *
     * @param who the particle for the message, such as {@code dense}
     */
    public static TensorSpec floats(SignalSpec signal, String who) {
        TensorSpec values = signal.values();
        if (values.type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "floats for " + who,
                    signal,
                    "put a particle before it that makes floats, such as an embedding");
        }
        return values;
    }

    /** Returns the number of values of one record, or {@link TensorSpec#UNKNOWN}. */
    public static long width(SignalSpec signal, String who) {
        TensorSpec values = floats(signal, who);
        refuseSequence(signal, who);
        if (values.isKnown() && values.size() == 0) {
            throw new ShapeException("at least one value for " + who, signal);
        }
        return values.size();
    }

    /** Refuses sequences, whose number of steps differs between batches. */
    public static void refuseSequence(SignalSpec signal, String who) {
        if (signal.isSequence()) {
            throw new ShapeException(
                    "values of one size for " + who,
                    "a sequence " + signal.values(),
                    "put a particle before it that makes one vector of a sequence, such as 'pool'");
        }
    }

    /**
     * Returns a signal with other values and the same further tensors; the padding of sequences is
     * set to zero again.
     */
    public static Signal withSteps(Signal signal, NDArray values) {
        return signal.withValues(values).masked();
    }

    /**
     * Returns the values as {@code (batch, width)}, without a copy if the memory layout allows it.
     */
    public static NDArray rows(Signal signal) {
        NDArray values = signal.values();
        return switch (values.getShape().dimension()) {
            case 1 -> values.expandDims(1);
            case 2 -> values;
            default -> values.flatten(1, -1);
        };
    }
}
