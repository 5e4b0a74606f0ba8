// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
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

    /**
     * What particles computed from their parameters without a gradient, for passes that share it.
     */
    interface Constants {

        /**
         * Returns a tensor as one of a pass.
         *
         * @param parameter the key of the parameter that it is computed from
         * @param key its own key
         * @param maker computes it, if it is not known, in the manager of the pass
         * @param pass the manager of the pass
         */
        NDArray find(String parameter, String key, Supplier<NDArray> maker, NDManager pass);

        /** Returns those for passes with another manager. */
        Constants elsewhere();
    }

    /** The constants of passes with one manager, which owns them. Used by one thread at a time. */
    final class StepConstants implements Constants {

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
}
