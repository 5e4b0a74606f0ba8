// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
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
}
