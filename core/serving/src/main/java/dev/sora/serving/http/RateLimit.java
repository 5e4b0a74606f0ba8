// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.serving.refusal.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the requests of each client by a token bucket: a client may send as many at once as it may
 * in one second, and then one for each token that comes back.
 */
final class RateLimit {

    /** The clients that are remembered; those that called longest ago are forgotten first. */
    private static final int MOST_CLIENTS = 10_000;

    private final double rate;
    private final double burst;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MOST_CLIENTS;
                }
            };

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    /**
     * Creates a limit.
     *
     * @param rate requests in a second; 0 for any
     */
    RateLimit(double rate) {
        this.rate = rate;
        this.burst = Math.max(1, rate);
    }

    /**
     * Takes a token.
     *
     * @throws RefusedException if the client has none
     */
    synchronized void take(String client) {
        if (rate <= 0) {
            return;
        }
        long now = System.nanoTime();
        Bucket bucket = buckets.get(client);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.tokens = burst;
            bucket.at = now;
            buckets.put(client, bucket);
        }
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / 1e9 * rate);
        bucket.at = now;
        if (bucket.tokens < 1) {
            throw new RefusedException(
                    429,
                    Problem.of("SORA-6115", "the client sends too many requests")
                            .needs("at most %s in a second".formatted(rate))
                            .fix("send it again after the seconds in Retry-After"),
                    (long) Math.ceil((1 - bucket.tokens) / rate));
        }
        bucket.tokens--;
    }
}
