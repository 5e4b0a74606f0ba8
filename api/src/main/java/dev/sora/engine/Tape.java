// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The record of one forward pass, on the thread that opened it.
 *
 * @since 1.0
 */
@ConsumerType
public interface Tape extends AutoCloseable {

    /**
     * Returns a leaf of the graph: a tensor that shares the memory of the given one and whose
     * gradient can be asked for.
     */
    NDArray watch(NDArray values);

    /** Computes the gradients of a loss, a tensor without dimensions. */
    void backward(NDArray loss);

    /** Returns the gradient of a leaf after {@link #backward}, of the leaf's shape. */
    NDArray gradient(NDArray leaf);

    /** Ends the recording; gradients stay readable. */
    @Override
    void close();
}
