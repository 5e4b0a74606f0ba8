// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import java.io.Serializable;
import java.time.Duration;

/**
 * How workers share a training.
 *
 * @param workers the number of workers
 * @param averageEvery after how many minibatches weights are averaged, while each worker updates
 *     its own in between (local SGD: Stich, 2019); 1 to average the gradients of each minibatch
 * @param accumulate over how many minibatches gradients are added up before the weights change
 * @param timeoutSeconds how long a worker waits for another one
 * @param encrypted whether what workers send each other is encrypted
 * @param shardData whether each worker holds only its shard of the training records, from which it
 *     draws its shares of the minibatches; with one worker, that is all of them
 */
public record WorkerSettings(
        int workers,
        int averageEvery,
        int accumulate,
        int timeoutSeconds,
        boolean encrypted,
        boolean shardData)
        implements Serializable {

    /** The time that a worker waits for another one, unless told otherwise. */
    public static final int DEFAULT_TIMEOUT = 300;

    /** The longest time that a worker waits for another one: a week, in seconds. */
    public static final int MOST_TIMEOUT = 604_800;

    private static final long serialVersionUID = 1;

    /** Checks the numbers. */
    public WorkerSettings {
        if (workers < 1 || averageEvery < 1 || accumulate < 1) {
            throw new IllegalArgumentException("there is at least one worker, and one minibatch");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > MOST_TIMEOUT) {
            throw new IllegalArgumentException(
                    "a timeout has 1 to %d seconds, not %d"
                            .formatted(MOST_TIMEOUT, timeoutSeconds));
        }
    }

    /** Creates settings of workers that all have the whole data. */
    public WorkerSettings(
            int workers, int averageEvery, int accumulate, int timeoutSeconds, boolean encrypted) {
        this(workers, averageEvery, accumulate, timeoutSeconds, encrypted, false);
    }

    /** Returns settings with which the gradients of each minibatch are averaged. */
    public static WorkerSettings of(int workers) {
        return new WorkerSettings(workers, 1, 1, DEFAULT_TIMEOUT, false);
    }

    /** Returns whether the training records are divided. */
    boolean shards() {
        return shardData && workers > 1;
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** Returns what a training with the same manifest must have equal to continue this one. */
    String identity() {
        return "workers %d, average-every %d, accumulate %d%s"
                .formatted(workers, averageEvery, accumulate, shards() ? ", shard-data" : "");
    }
}
