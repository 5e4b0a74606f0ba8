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
 * @param batchSize records a step
 * @param evaluationBatchSize records a batch where nothing is trained
 * @param shuffle whether the order of the training data changes every epoch
 * @param groupByLength whether batches gather sequences of like length
 * @param clipNorm the greatest norm of the gradient (global L2 norm); absent for no clipping
 * @param earlyStopping when to stop before the epochs are used up
 * @param dropLast whether a last, smaller batch of an epoch is left out
 * @param checkpoint when the state of the training is saved
 */
public record TrainingPlan(
        Planned<OptimiserType> optimiser,
        Optional<Planned<ScheduleType>> schedule,
        int epochs,
        int batchSize,
        int evaluationBatchSize,
        boolean shuffle,
        boolean groupByLength,
        Optional<Double> clipNorm,
        Optional<EarlyStopping> earlyStopping,
        boolean dropLast,
        CheckpointPlan checkpoint) {

    /** Returns the steps of an epoch over so many records; a lone batch is never left out. */
    public long stepsPerEpoch(int records) {
        // not the sum of both, which may be more than an int holds
        return dropLast && records > batchSize
                ? records / batchSize
                : (records - 1) / batchSize + 1;
    }

    /**
     * Stops a training that no longer gets better.
     *
     * @param monitor the metric, such as {@code val_accuracy} or {@code val_loss}; with several
     *     outputs {@code val_digit.accuracy}
     * @param higherIsBetter its direction
     * @param patience epochs without an improvement before it stops
     * @param minDelta the least change that counts as an improvement
     * @param restoreBest whether the weights of the best epoch are taken back
     */
    public record EarlyStopping(
            String monitor,
            boolean higherIsBetter,
            int patience,
            double minDelta,
            boolean restoreBest) {}
}
