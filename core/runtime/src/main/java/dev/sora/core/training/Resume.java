// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.core.graph.Flat;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state from which a training continues.
 *
 * @param epochs the planned number of epochs of the saved training; 0 if unknown
 * @param epoch the last completed epoch; 0 to start from the beginning
 * @param step the completed steps
 * @param partial the completed part of the next epoch, if it had begun
 * @param optimiser the optimiser's state, by name
 * @param best the values of the best epoch's parameters by name; empty if the current values are
 *     the best
 * @param history the metrics of the completed epochs
 */
public record Resume(
        int epochs,
        int epoch,
        long step,
        Optional<Partial> partial,
        Map<String, FloatBuffer> optimiser,
        Map<String, FloatBuffer> best,
        List<EpochMetrics> history) {

    /** Returns the start of a new training. */
    public static Resume fromStart() {
        return new Resume(0, 0, 0, Optional.empty(), Map.of(), Map.of(), List.of());
    }

    /** Returns whether this starts a new training; a checkpoint of step 0 does not. */
    private boolean isNew() {
        return step == 0 && optimiser.isEmpty();
    }

    /**
     * Checks that the state of an optimiser matches.
     *
     * @throws DataException if the checkpoint lacks a part of it: the training would not be the
     *     same
     */
    void check(Map<String, NDArray> state) {
        if (isNew()) {
            return;
        }
        state.forEach(
                (name, tensor) -> {
                    FloatBuffer saved = optimiser.get(name);
                    if (saved == null || saved.remaining() != tensor.size()) {
                        throw mismatch(name, tensor.size(), saved);
                    }
                });
    }

    /**
     * Overwrites the state of an optimiser in place, because the optimiser may hold views of it.
     */
    void restore(Map<String, NDArray> state, NDManager manager) {
        if (isNew()) {
            return;
        }
        state.forEach(
                (name, tensor) -> {
                    try (NDArray saved =
                            manager.create(
                                    optimiser.get(name).duplicate(),
                                    tensor.getShape(),
                                    DataType.FLOAT32)) {
                        Flat.overwrite(tensor, saved);
                    }
                });
    }

    private DataException mismatch(String name, long size, @Nullable FloatBuffer saved) {
        return new DataException(
                Problem.of("SORA-4499", "the optimiser's state '%s' does not fit".formatted(name))
                        .where("checkpoint of step " + step)
                        .needs("%d numbers".formatted(size))
                        .have(
                                saved == null
                                        ? "no state of that name"
                                        : "%d numbers".formatted(saved.remaining()))
                        .fix(
                                "use the plugin versions of the first run, or train without --resume"));
    }
}
