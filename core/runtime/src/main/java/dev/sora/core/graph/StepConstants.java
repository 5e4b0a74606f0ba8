// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The constants of passes with one manager, which owns them. Used by one thread at a time. */
public final class StepConstants implements Constants {

    /** By the key of the parameter, and a key of their own. */
    private final Map<String, Map<String, NDArray>> known = new HashMap<>();

    @Override
    public NDArray find(String parameter, String key, Supplier<NDArray> maker, NDManager pass) {
        Map<String, NDArray> own = known.computeIfAbsent(parameter, name -> new HashMap<>());
        NDArray found = own.get(key);
        if (found == null) {
            found = maker.get();
            own.put(key, found);
        }
        return found;
    }

    @Override
    public Constants elsewhere() {
        return new StepConstants();
    }

    /** Forgets what was computed from parameters, because they have changed. */
    public void forget(Collection<String> parameters) {
        known.keySet().removeAll(parameters);
    }
}
