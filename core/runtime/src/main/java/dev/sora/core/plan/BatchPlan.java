// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

/**
 * How records are gathered into batches.
 *
 * @param size records a step
 * @param evaluationSize records a batch where nothing is trained
 * @param shuffle whether the order of the training data changes every epoch
 * @param groupByLength whether batches gather sequences of like length
 * @param dropLast whether a last, smaller batch of an epoch is left out
 */
public record BatchPlan(
        int size, int evaluationSize, boolean shuffle, boolean groupByLength, boolean dropLast) {

    /** Returns the steps of an epoch over so many records; a lone batch is never left out. */
    public long stepsPerEpoch(int records) {
        // not the sum of both, which may be more than an int holds
        return dropLast && records > size ? records / size : (records - 1) / size + 1;
    }
}
