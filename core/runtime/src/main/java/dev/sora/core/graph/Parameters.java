// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** The parameters of a pass. They belong to its manager, and so do values computed from them. */
@FunctionalInterface
public interface Parameters {

    /**
     * Returns a parameter; null if there is none with the key.
     *
     * @param key such as {@code view[2].weight}, or {@code view[*].weight} for all members at once
     */
    @Nullable NDArray find(String key);
}
