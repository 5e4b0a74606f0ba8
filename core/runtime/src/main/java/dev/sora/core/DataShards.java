// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of the training records that a {@link TrainingSession} holds. The records are dealt out
 * by their number, counted from 0 after the other splits were taken out: shard s of n has the
 * records whose number leaves the remainder s when divided by n. Validation and test data are not
 * divided.
 *
 * <p>Each epoch of a shard is a permutation of its own records. A minibatch has the records of all
 * shards that follow each other in their epochs, as many of each as of any other, or one more.
 *
 * @param count the number of shards; at least 2
 * @param own the shard whose minibatches the session draws
 * @param held the shards that are encoded, for {@link TrainingSession#another(int)} as well
 * @param fitted what {@link Sora#fit} returned for the same plan and data: inputs and outputs are
 *     not fitted again
 */
public record DataShards(int count, int own, SortedSet<Integer> held, byte[] fitted) {

    /** Checks the numbers, and copies the set. */
    public DataShards {
        held = new TreeSet<>(held);
        if (count < 2 || !held.contains(own) || held.first() < 0 || held.last() >= count) {
            throw new IllegalArgumentException(
                    "shard %d, with %s, of %d".formatted(own, held, count));
        }
    }
}
