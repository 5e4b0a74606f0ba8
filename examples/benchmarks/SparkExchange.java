// SPDX-License-Identifier: Apache-2.0

import dev.sora.spark.ring.Ring;
import dev.sora.spark.ring.RingMember;
import dev.sora.spark.ring.RingPort;
import dev.sora.spark.ring.RingSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures what the exchange of a vector costs, over connections of this machine: from the moment
 * at which the last worker begins until the last one has the sum.
 *
 * <p>Before each exchange, every worker reads through more memory than its caches hold, as it does
 * when it computes.
 */
final class SparkExchange {

    private static final int WARM_UP = 200;
    private static final int EXCHANGES = 101;

    /** As many numbers as 8 MB. */
    private static final int COLD = 1 << 21;

    private SparkExchange() {}

    /** What the workers of a ring do, on a thread each. */
    @FunctionalInterface
    interface Work<R> {
        R run(Ring ring, int rank) throws Exception;
    }

    /**
     * Runs work on the threads of a ring; returns what each worker returns, by rank. Where one
     * fails, the others are interrupted, as they may wait for it, and its failure is thrown.
     */
    static <R> List<R> inRing(int workers, Work<R> work) throws Exception {
        RingSecret secret = RingSecret.random();
        List<RingPort> ports = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            ports.add(RingPort.open("127.0.0.1"));
        }
        List<String> addresses = ports.stream().map(RingPort::address).toList();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        CompletionService<R> ended = new ExecutorCompletionService<>(threads);
        try {
            List<Future<R>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int rank = i;
                RingMember me =
                        new RingMember(
                                rank, workers, "scaling", secret, Duration.ofMinutes(1), false);
                all.add(
                        ended.submit(
                                () -> {
                                    try (Ring ring = Ring.join(me, ports.get(rank), addresses)) {
                                        return work.run(ring, rank);
                                    }
                                }));
            }
            await(threads, ended, workers);
            List<R> results = new ArrayList<>();
            for (Future<R> one : all) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(ExecutorService threads, CompletionService<?> ended, int workers)
            throws InterruptedException, ExecutionException {
        ExecutionException first = null;
        for (int i = 0; i < workers; i++) {
            try {
                ended.take().get();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /**
     * Returns the median of the seconds in which a ring of threads adds a vector up; more threads
     * than processors share them, so they measure how fast the system changes between threads.
     */
    static double ofThreads(int workers, int numbers) throws Exception {
        return workers == 1 ? 0 : median(seconds(workers, numbers, 1));
    }

    /**
     * Returns the seconds in which a ring adds a vector up if each worker has a core of its own.
     *
     * <p>In a round, a worker writes a message to the next one, reads one of the same length from
     * the previous one, and adds it up. Two threads do this with each other, as a ring of two does,
     * as many rounds as the ring has: one pair of neighbours at a time, so that no more than two
     * threads need a processor. The slowest pair of an exchange counts; the result is the median
     * over exchanges.
     */
    static double ofPairs(int workers, int numbers) throws Exception {
        if (workers == 1) {
            return 0;
        }
        boolean whole = Ring.isShort(numbers, workers);
        int message = whole ? numbers : (numbers + workers - 1) / workers;
        int rounds = whole ? workers - 1 : 2 * (workers - 1);
        // of two workers, a short vector is one message, and a long one two
        boolean one = Ring.isShort(message, 2);
        double[] slowest = new double[EXCHANGES];
        for (int pair = 0; pair < workers; pair++) {
            // 2 (W - 1) rounds are an even number, so that no half of a long vector is left over
            double[] seconds =
                    one ? seconds(2, message, rounds) : seconds(2, 2 * message, rounds / 2);
            for (int i = 0; i < EXCHANGES; i++) {
                slowest[i] = Math.max(slowest[i], seconds[i]);
            }
        }
        return median(slowest);
    }

    /** When a worker began and ended its exchanges, in nanoseconds of the machine's clock. */
    private record Times(long[] begun, long[] ended) {}

    private static double[] seconds(int workers, int numbers, int times) throws Exception {
        List<Times> all =
                inRing(workers, (ring, rank) -> times(ring, new float[numbers], times, rank));
        double[] seconds = new double[EXCHANGES];
        for (int i = 0; i < EXCHANGES; i++) {
            long begun = Long.MIN_VALUE;
            long ended = Long.MIN_VALUE;
            for (Times one : all) {
                begun = Math.max(begun, one.begun()[i]);
                ended = Math.max(ended, one.ended()[i]);
            }
            seconds[i] = (ended - begun) / 1e9;
        }
        return seconds;
    }

    private static Times times(Ring ring, float[] vector, int times, int rank) {
        float[] cold = new float[COLD];
        float read = 0;
        Times all = new Times(new long[EXCHANGES], new long[EXCHANGES]);
        for (int i = -WARM_UP; i < EXCHANGES; i++) {
            for (int j = 0; j < cold.length; j += 16) {
                read += cold[j];
            }
            long begun = System.nanoTime();
            for (int j = 0; j < times; j++) {
                ring.add(vector);
            }
            if (i >= 0) {
                all.begun()[i] = begun;
                all.ended()[i] = System.nanoTime();
            }
        }
        if (read != 0) {
            throw new IllegalStateException(
                    "worker %d read other numbers than zeros".formatted(rank));
        }
        return all;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
