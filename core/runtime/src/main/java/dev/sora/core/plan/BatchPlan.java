// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.Optional;

/**
 * The batching of records.
 *
 * @param size the records of a training step
 * @param evaluationSize the records of a batch in evaluation and prediction
 * @param shuffle whether the order of the training data changes every epoch
 * @param groupByLength whether a batch collects sequences of similar length
 * @param dropLast whether a smaller last batch of an epoch is left out
 * @param order which records form each batch; shuffled or as they come if absent
 */
public record BatchPlan(
        int size,
        int evaluationSize,
        boolean shuffle,
        boolean groupByLength,
        boolean dropLast,
        Optional<OrderPlan> order) {

    /** Returns the steps of an epoch over a number of records. The only batch is never left out. */
    public long stepsPerEpoch(int records) {
        // the sum of both could overflow an int
        return dropLast && records > size ? records / size : (records - 1) / size + 1;
    }
}
