// SPDX-License-Identifier: Apache-2.0
package dev.sora.order;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Determines which records form each minibatch of an epoch. A pure function of its arguments: a
 * training that is resumed within an epoch computes the minibatches of the epoch again and
 * continues after the completed ones.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface Order {

    /**
     * Returns the minibatches of one epoch.
     *
     * @param records what is known of the training records; the same in every epoch
     * @param random the only source of random numbers; its seed follows from the seed of the run
     *     and the epoch
     * @return {@link TrainingRecords#minibatches()} minibatches, in the order of the steps; each
     *     has 1 to {@link TrainingRecords#batchSize()} indices of records, from 0 to below {@link
     *     TrainingRecords#size()}. A record may occur several times, or not at all
     * @throws dev.sora.problem.DataException if the records do not allow this order
     */
    List<int[]> minibatches(TrainingRecords records, RandomGenerator random);
}
