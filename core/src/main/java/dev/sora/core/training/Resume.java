// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.core.packaging.Row;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Where a training goes on.
 *
 * @param epoch the last epoch that is done; 0 to start from the beginning
 * @param step the steps done so far
 * @param optimiser the optimiser's state, by name
 * @param best the values of the best epoch's parameters by name; empty if the current are the best
 * @param history the figures of the epochs that are done
 */
public record Resume(
        int epoch,
        long step,
        Map<String, FloatBuffer> optimiser,
        Map<String, FloatBuffer> best,
        List<Row> history) {

    /** Returns the start of a new training. */
    public static Resume fromStart() {
        return new Resume(0, 0, Map.of(), Map.of(), List.of());
    }

    /** Overwrites the state of an optimiser, in place, as it may hold views of it. */
    void restore(Map<String, NDArray> state, NDManager manager) {
        state.forEach(
                (name, tensor) -> {
                    if (optimiser.containsKey(name)) {
                        overwrite(tensor, optimiser.get(name), manager);
                    }
                });
    }

    private static void overwrite(NDArray tensor, FloatBuffer values, NDManager manager) {
        try (NDArray saved =
                manager.create(values.duplicate(), tensor.getShape(), DataType.FLOAT32)) {
            // the sign of infinity is a number, and less itself it is 0
            tensor.signi().subi(tensor).addi(saved);
        }
    }
}
