// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Supplier;

/** What particles computed from their parameters without a gradient, for passes that share it. */
public interface Constants {

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
