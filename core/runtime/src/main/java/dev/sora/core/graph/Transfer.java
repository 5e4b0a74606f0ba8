// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Moves tensors between the devices of a training. Does not wait for a device. */
public final class Transfer {

    private Transfer() {}

    /**
     * Returns a tensor on the device of a manager, which owns the result; on the same device, the
     * result shares the memory of the tensor.
     *
     * @param owner the manager, such as that of a step
     */
    public static NDArray to(NDArray tensor, NDManager owner) {
        NDArray alias = ParameterViews.alias(tensor, owner);
        if (tensor.getDevice().equals(owner.getDevice())) {
            return alias;
        }
        NDArray moved = alias.toDevice(owner.getDevice(), false);
        moved.attach(owner);
        return moved;
    }

    /** Returns a copy on the device of a manager, which owns it. */
    public static NDArray copy(NDArray tensor, NDManager owner) {
        try (NDManager own = owner.newSubManager()) {
            NDArray copy = to(tensor, own).duplicate();
            copy.attach(owner);
            return copy;
        }
    }
}
