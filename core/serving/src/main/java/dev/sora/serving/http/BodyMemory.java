// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.serving.refusal.RefusedException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of bodies that may be in memory, of all requests in progress together. Values that were
 * read from a body take several times its size, so this is a small share of the heap.
 */
final class BodyMemory {

    private static final long SHARE = 12;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param one the bytes of the largest body, for which there is always room if it is alone
     */
    BodyMemory(long one) {
        this(one, Runtime.getRuntime().maxMemory() / SHARE);
    }

    BodyMemory(long one, long most) {
        this.most = Math.max(one, most);
    }

    /**
     * Takes bytes, which the caller gives back with {@link #give}.
     *
     * @throws RefusedException if too many are taken
     */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > most) {
            give(bytes);
            throw new RefusedException(
                    503,
                    Problem.of("SORA-6122", "the requests in progress need too much memory")
                            .fix("send it again after the seconds in Retry-After"),
                    1);
        }
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
