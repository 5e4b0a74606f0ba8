// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

/**
 * Which of the training records some encoded data holds: those whose number leaves a remainder.
 *
 * @param number the remainder
 * @param count the number of shards; 1 if the data holds all records
 * @param records the number of records of all shards
 */
public record Shard(int number, int count, int records) {

    /** Returns the shard that has all records. */
    public static Shard whole(int records) {
        return new Shard(0, 1, records);
    }

    /** Returns whether there are other shards. */
    public boolean isPart() {
        return count > 1;
    }

    /**
     * Returns how many of the first places of an epoch this shard fills. The shards take turns,
     * place i is one of shard {@code i mod count}, so that they end together.
     */
    int below(long places) {
        return places <= number ? 0 : Math.toIntExact((places - number - 1) / count + 1);
    }
}
