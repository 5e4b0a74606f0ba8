// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.time.Duration;

/**
 * A worker's place in a ring.
 *
 * @param rank the number of the worker, counted from 0
 * @param size the number of workers
 * @param attempt names the attempt of the training, so that a worker of an earlier one cannot join
 * @param secret known to the workers of this attempt
 * @param timeout how long a worker waits for a message of another one
 * @param encrypted whether messages are encrypted (AES-256-GCM)
 */
public record RingMember(
        int rank,
        int size,
        String attempt,
        RingSecret secret,
        Duration timeout,
        boolean encrypted) {

    /** Checks the numbers. */
    public RingMember {
        if (rank < 0 || rank >= size) {
            throw new IllegalArgumentException("rank %d of %d".formatted(rank, size));
        }
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("timeout " + timeout);
        }
    }

    /** Returns the rank of the worker that this one sends to. */
    int next() {
        return (rank + 1) % size;
    }

    /** Returns the rank of the worker that this one receives from. */
    int previous() {
        return (rank + size - 1) % size;
    }

    int millis() {
        return Math.toIntExact(timeout.toMillis());
    }
}
