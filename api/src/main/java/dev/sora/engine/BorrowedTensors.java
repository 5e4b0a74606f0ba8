// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lends tensors to managers without a copy and without a native call. A prediction borrows each
 * weight that it reads; for a small network the handles that it would create otherwise take a
 * noticeable part of its time.
 *
 * @since 2.0
 */
@ConsumerType
public interface BorrowedTensors {

    /**
     * Returns the tensor as one of a manager: what is computed from it belongs to that manager,
     * whatever the order of operands. Closing it, or the manager, does not free the tensor. It is
     * only read, and valid as long as both the tensor and the manager are open.
     *
     * @param tensor a tensor of this engine that records no gradient
     * @param borrower a manager of this engine
     */
    NDArray borrow(NDArray tensor, NDManager borrower);
}
