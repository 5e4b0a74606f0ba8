// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.Signal;

/** Counts the records of a batch for which a loss is defined. */
public final class Defined {

    private Defined() {}

    /** Returns their number, on the device, for targets that contain it. */
    public static NDArray count(Signal target) {
        return target.part(Signal.DEFINED).toType(DataType.FLOAT32, false).sum();
    }
}
