// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.BorrowedTensors;
import dev.sora.engine.Engine;
import java.util.Optional;

/**
 * Makes tensors that outlive a pass usable in it: what is computed from a handle belongs to the
 * manager of the pass.
 */
final class Handles {

    private final Optional<BorrowedTensors> borrowed;

    Handles(Engine engine) {
        this.borrowed = engine.offers(BorrowedTensors.class);
    }

    /**
     * Prepares a tensor for several threads: it caches its shape and type at the first question,
     * without synchronisation.
     */
    static NDArray shared(NDArray tensor) {
        tensor.getShape();
        tensor.getDataType();
        return tensor;
    }

    /** Returns a tensor as one of the manager of a pass, which only reads it. */
    NDArray of(NDArray tensor, NDManager pass) {
        return borrowed.isPresent()
                ? borrowed.get().borrow(tensor, pass)
                : ParameterViews.alias(tensor, pass);
    }
}
