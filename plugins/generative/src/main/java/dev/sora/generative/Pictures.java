// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** Checks signals of pictures. */
final class Pictures {

    private Pictures() {}

    /** Returns the values of a signal that must be pictures of floats. */
    static TensorSpec of(SignalSpec signal) {
        TensorSpec values = signal.values();
        if (values.rank() != 3 || values.type() != DataType.FLOAT32 || signal.isSequence()) {
            throw new ShapeException(
                    "pictures of floats (channels, height, width)",
                    signal,
                    "give a vector these dimensions with 'reshape'; read pictures with 'type:"
                            + " image'");
        }
        return values;
    }

    /** Returns a size after a factor; unknown if the size is. */
    static long times(long size, long factor) {
        return size < 0 ? TensorSpec.UNKNOWN : size * factor;
    }
}
