// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Measures the memory of tensors, of which several may share the same: a transposed tensor uses the
 * memory of the original one.
 *
 * @since 2.2
 */
@ConsumerType
public interface TensorMemory {

    /**
     * Returns the number of bytes of the elements. Tensors that begin at the same address count
     * once, with the largest.
     *
     * @param tensors open tensors of this engine
     */
    long bytes(Collection<? extends NDArray> tensors);

    /**
     * Lets a manager keep the memory of each tensor that it receives from now on until it is closed
     * itself, even if the tensor is closed earlier. What is kept is among its managed arrays, so
     * {@link #bytes} counts what a gradient needs although no open tensor uses it. Does nothing by
     * default: closed tensors are not counted then.
     *
     * @param manager an open manager of this engine
     * @since 2.4
     */
    default void keep(NDManager manager) {}
}
