// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The tensors that particles keep for a run: created once, freed with the manager of the run. */
final class KeptTensors {

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
}
