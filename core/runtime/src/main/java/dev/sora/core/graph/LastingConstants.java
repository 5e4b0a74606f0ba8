// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Supplier;

/**
 * The constants of passes with weights that nothing changes, those of an open model: each is
 * computed by the first pass that needs it, and kept as long as the weights. Safe for any thread.
 */
final class LastingConstants implements Constants {

    /** Separates them from tensors that particles keep; no name of a node has a space. */
    private static final String OWN = "constant ";

    private final KeptTensors kept;

    LastingConstants(KeptTensors kept) {
        this.kept = kept;
    }

    @Override
    public NDArray find(String parameter, String key, Supplier<NDArray> maker, NDManager pass) {
        return kept.handle(OWN + parameter + ' ' + key, manager -> maker.get(), pass);
    }

    @Override
    public Constants elsewhere() {
        return this;
    }
}
