// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The trials that are being trained, each on a thread that waits for it. */
final class RunningTrials implements AutoCloseable {

    /** The longest time that a queue can wait for, about a century. */
    private static final double FOREVER = 3e9;

    private final TrialRunner runner;
    private final ExecutorService threads;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private int count;

    RunningTrials(TrialRunner runner, int parallel) {
        this.runner = runner;
        threads =
                Executors.newFixedThreadPool(
                        parallel,
                        work -> {
                            Thread thread = new Thread(work, "sora-trial");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * A trial that has ended.
     *
     * @param fault a failure of the runner itself, which ends the search
     */
    record Ended(
            int number, TrialOutcome outcome, double seconds, @Nullable RuntimeException fault) {}

    int count() {
        return count;
    }

    void start(TrialTask task) {
        count++;
        threads.execute(
                () -> {
                    long begun = System.nanoTime();
                    try {
                        TrialOutcome outcome = runner.run(task);
                        double seconds = (System.nanoTime() - begun) / 1e9;
                        ended.add(new Ended(task.number(), outcome, seconds, null));
                    } catch (InterruptedException e) {
                        // the search has ended, and asks for no more results
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        ended.add(new Ended(task.number(), TrialOutcome.failed(List.of()), 0, e));
                    }
                });
    }

    /** Returns the next trial that has ended; empty if none has in some seconds. */
    Optional<Ended> await(double seconds) throws InterruptedException {
        long millis = (long) (Math.min(seconds, FOREVER) * 1000);
        Ended next = ended.poll(millis, TimeUnit.MILLISECONDS);
        if (next == null) {
            return Optional.empty();
        }
        count--;
        if (next.fault() != null) {
            throw next.fault();
        }
        return Optional.of(next);
    }

    /** Interrupts all trainings and waits for their end. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            // a training saves its state before it ends; a runner ends those that take too long
            while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                continue;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
