// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What particles computed from their parameters without a gradient, shared by passes with one
 * manager. Used by one thread at a time.
 */
public final class StepConstants {

    private final Map<String, NDArray> known = new HashMap<>();

    /** Returns the tensor of a key, which belongs to the manager of the passes. */
    NDArray find(String key, Supplier<NDArray> maker) {
        NDArray found = known.get(key);
        if (found == null) {
            found = maker.get();
            known.put(key, found);
        }
        return found;
    }

    /** Forgets all tensors, because parameters have changed. */
    public void clear() {
        known.clear();
    }
}
