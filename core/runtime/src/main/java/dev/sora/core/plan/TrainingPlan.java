// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import java.util.Optional;

/**
 * How the weights are trained.
 *
 * @param optimiser the optimiser
 * @param schedule the learning-rate schedule; constant if absent
 * @param epochs passes over the training data
 * @param batches how records are batched
 * @param clipNorm the maximum norm of the gradient (global L2 norm); absent for no clipping
 * @param average the decay of the moving average of the weights, which is evaluated and saved;
 *     absent for the weights of the last step
 * @param earlyStopping when to stop before the last epoch
 * @param checkpoint when the state of the training is saved
 */
public record TrainingPlan(
        ResolvedType<OptimiserType> optimiser,
        Optional<ResolvedType<ScheduleType>> schedule,
        int epochs,
        BatchPlan batches,
        Optional<Double> clipNorm,
        Optional<Double> average,
        Optional<EarlyStopping> earlyStopping,
        CheckpointPlan checkpoint) {

    /**
     * Early stopping: ends a training that no longer improves.
     *
     * @param monitor the metric, such as {@code val_accuracy} or {@code val_loss}; with several
     *     outputs {@code val_digit.accuracy}
     * @param higherIsBetter its direction
     * @param patience epochs without an improvement before it stops
     * @param minDelta the minimum change that counts as an improvement
     * @param restoreBest whether the weights of the best epoch are restored
     */
    public record EarlyStopping(
            String monitor,
            boolean higherIsBetter,
            int patience,
            double minDelta,
            boolean restoreBest) {}
}
