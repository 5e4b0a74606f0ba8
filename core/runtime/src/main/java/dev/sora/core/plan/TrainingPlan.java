// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param procedure what happens with a minibatch; if absent, the optimiser lowers the sum of all
 *     losses
 */
public record TrainingPlan(
        ResolvedType<OptimiserType> optimiser,
        Optional<ResolvedType<ScheduleType>> schedule,
        int epochs,
        BatchPlan batches,
        Optional<Double> clipNorm,
        Optional<Double> average,
        Optional<EarlyStopping> earlyStopping,
        CheckpointPlan checkpoint,
        Optional<PlannedProcedure> procedure) {

    /** Returns the nodes of each group of weights with its own optimiser; empty for one group. */
    public Map<String, Set<String>> groups() {
        return procedure.map(PlannedProcedure::parts).orElse(Map.of());
    }

    /** Returns the optimiser of each group; empty if the optimiser updates all weights. */
    public Map<String, ResolvedType<OptimiserType>> optimisers() {
        return procedure.map(PlannedProcedure::optimisers).orElse(Map.of());
    }

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
