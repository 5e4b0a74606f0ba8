// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

/** How workers train on a minibatch. */
interface Steps {

    /**
     * Trains on the next minibatch of the epoch.
     *
     * @param last whether it is the last one of the epoch; after it, all workers have equal weights
     * @param due whether this worker wants a checkpoint after it
     * @return whether all workers have equal weights now, and the first one wants a checkpoint
     */
    boolean step(boolean last, boolean due);

    /** Returns how often vectors were added up. */
    long exchanges();

    /** Returns the length of a vector that is added up, in bytes. */
    long bytes();
}
