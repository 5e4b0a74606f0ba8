// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The recorded operations of one forward pass, for gradients. Used by the thread that opened it.
 *
 * @since 1.0
 */
@ConsumerType
public interface Tape extends AutoCloseable {

    /**
     * Returns a leaf of the graph: a tensor that shares the memory of the given one, and whose
     * gradient {@link #gradient} returns.
     */
    NDArray watch(NDArray values);

    /**
     * Computes the gradients of a loss.
     *
     * @param loss a tensor without dimensions
     */
    void backward(NDArray loss);

    /** Returns the gradient of a leaf after {@link #backward}, of the leaf's shape. */
    NDArray gradient(NDArray leaf);

    /** Stops recording. Gradients remain readable. */
    @Override
    void close();
}
