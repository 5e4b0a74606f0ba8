// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Workers of a ring as threads of a test. */
final class Rings {

    static final Duration SHORT = Duration.ofSeconds(1);

    /** For tests that wait for no time-out, also on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    static final String HOST = "127.0.0.1";

    private Rings() {}

    /** What a worker does. */
    interface Work<T> {
        T of(Ring ring, int rank) throws Exception;
    }

    static RingMember member(int rank, int size, RingSecret secret) {
        return new RingMember(rank, size, "first", secret, SHORT, false);
    }

    /** Returns the results of all workers; an exception of one of them is thrown. */
    static <T> List<T> run(int size, boolean encrypted, Work<T> work) throws Exception {
        return run(size, encrypted, PATIENCE, work);
    }

    /** Returns the results of all workers, which wait so long for each other. */
    static <T> List<T> run(int size, boolean encrypted, Duration timeout, Work<T> work)
            throws Exception {
        RingSecret secret = RingSecret.random();
        List<RingPort> ports = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ports.add(RingPort.open(HOST));
        }
        List<String> addresses = ports.stream().map(RingPort::address).toList();
        ExecutorService threads = Executors.newFixedThreadPool(size);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int rank = i;
                RingMember me = new RingMember(rank, size, "first", secret, timeout, encrypted);
                all.add(
                        threads.submit(
                                () -> {
                                    try (Ring ring = Ring.join(me, ports.get(rank), addresses)) {
                                        return work.of(ring, rank);
                                    }
                                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
