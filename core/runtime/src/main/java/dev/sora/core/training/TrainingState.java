// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.Progress.Partial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state that a training needs to continue after a step.
 *
 * @param epoch the last completed epoch
 * @param step the completed steps
 * @param partial the completed part of the next epoch, if it has begun
 * @param weights the weights after the step
 * @param best the weights of the best epoch, if one is to be restored and it is not the last
 * @param optimiser the optimiser's state
 * @param counts the rest of that state
 * @param history the metrics of all epochs so far
 */
public record TrainingState(
        int epoch,
        long step,
        Optional<Partial> partial,
        Weights weights,
        Optional<Weights> best,
        Map<String, NDArray> optimiser,
        Map<String, float[]> counts,
        List<EpochMetrics> history) {}
