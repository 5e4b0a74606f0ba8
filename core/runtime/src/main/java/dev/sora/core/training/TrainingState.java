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
 * All that a training needs to go on after a step.
 *
 * @param epoch the last epoch that is done
 * @param step the steps done so far
 * @param partial what is done of the next epoch, if it has begun
 * @param weights the weights after it
 * @param best the weights of the best epoch, if one is to be restored and it is another
 * @param optimiser the optimiser's state
 * @param counts what else belongs to that state
 * @param history the figures of all epochs so far
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
