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
 */
public record WorkerSettings(
        int workers, int averageEvery, int accumulate, int timeoutSeconds, boolean encrypted)
        implements Serializable {

    /** The time that a worker waits for another one, unless told otherwise. */
    public static final int DEFAULT_TIMEOUT = 300;

    private static final long serialVersionUID = 1;

    /** Returns settings with which the gradients of each minibatch are averaged. */
    public static WorkerSettings of(int workers) {
        return new WorkerSettings(workers, 1, 1, DEFAULT_TIMEOUT, false);
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** Returns what a training with the same manifest must have equal to continue this one. */
    String identity() {
        return "workers %d, average-every %d, accumulate %d"
                .formatted(workers, averageEvery, accumulate);
    }
}
