// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The tensors that particles keep for a run: created once, freed with the manager of the run. Where
 * nothing changes the weights, as in an open model, the constants of passes are among them: each is
 * computed by the first pass that needs it. Safe for any thread.
 */
final class KeptTensors implements Parameters.Constants {

    /** Separates constants from what particles keep; no name of a node has a space. */
    private static final String CONSTANT = "constant ";

    private final NDManager manager;
    private final Handles handles;
    private final Map<String, NDArray> kept = new HashMap<>();

    KeptTensors(NDManager manager, Handles handles) {
        this.manager = manager;
        this.handles = handles;
    }

    /**
     * Returns a handle on the tensor that is kept under a key.
     *
     * @param pass the manager of the handle
     */
    NDArray handle(String key, Function<NDManager, NDArray> maker, NDManager pass) {
        return handles.of(find(key, maker), pass);
    }

    private synchronized NDArray find(String key, Function<NDManager, NDArray> maker) {
        NDArray found = kept.get(key);
        if (found == null) {
            // what else a maker attaches to its manager is freed with the run
            NDManager making = manager.newSubManager();
            try {
                // a copy is in memory of the engine: a tensor made from a Java array may have any
                // alignment, and native kernels may give other bits for it
                found = maker.apply(making).duplicate();
                found.attach(manager);
                making.getManagedArrays().forEach(NDArray::close);
            } catch (RuntimeException | Error e) {
                making.close();
                throw e;
            }
            kept.put(key, Handles.shared(found));
        }
        return found;
    }

    @Override
    public NDArray find(String parameter, String key, Supplier<NDArray> maker, NDManager pass) {
        return handle(CONSTANT + parameter + ' ' + key, own -> maker.get(), pass);
    }

    @Override
    public Parameters.Constants elsewhere() {
        return this;
    }
}
