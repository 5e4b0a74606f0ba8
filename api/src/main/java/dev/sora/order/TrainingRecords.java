// SPDX-License-Identifier: Apache-2.0
package dev.sora.order;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What an {@link Order} knows of the training records.
 *
 * @since 1.0
 */
@ProviderType
public interface TrainingRecords {

    /** Returns the number of records. */
    int size();

    /** Returns the largest number of records of a minibatch: {@code batch_size} in the manifest. */
    int batchSize();

    /**
     * Returns the number of minibatches of an epoch, the same with every order: as many as cover
     * the records once. Schedules, progress and checkpoints rely on it.
     */
    int minibatches();

    /**
     * Returns the class of each record, counted from 0; a negative number is the class of a record
     * without one. They are the targets of the output that the manifest names, after encoding, so
     * that reading them takes no pass over the data, only 4 bytes a record.
     *
     * @return a copy
     * @throws IllegalStateException if {@link OrderType#readsClasses()} returns false
     */
    int[] classes();
}
