// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.InterruptedRunException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads input that may block on a separate thread, so that elements that have arrived can be
 * answered meanwhile.
 */
final class Arrivals {

    /** The time to wait for more elements before those that have arrived are answered. */
    private static final long PATIENCE_MILLIS = 100;

    private static final int AHEAD = 1024;

    private final BlockingQueue<Runnable> arrived = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean stopped;
    private boolean ended;
    private Throwable thrown;

    private Arrivals() {}

    /**
     * Reads until the end.
     *
     * @param reading reads, and passes an action for each element to its argument, which calls it
     *     on the calling thread; it must return soon after its argument returns false
     * @param idle called on the calling thread when nothing has arrived for a while
     */
    static void take(Consumer<Predicate<Runnable>> reading, Runnable idle) {
        new Arrivals().run(reading, idle);
    }

    private void run(Consumer<Predicate<Runnable>> reading, Runnable idle) {
        Thread reader = new Thread(() -> read(reading), "sora-arrivals");
        // a thread that waits for standard input cannot be woken
        reader.setDaemon(true);
        reader.start();
        try {
            boolean busy = false;
            while (!ended) {
                Runnable next =
                        busy
                                ? arrived.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                                : arrived.take();
                if (next == null) {
                    idle.run();
                    busy = false;
                } else {
                    next.run();
                    busy = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("stopped while predicting");
        } finally {
            stopped = true;
            reader.interrupt();
        }
        if (thrown instanceof RuntimeException known) {
            throw known;
        }
        if (thrown instanceof Error known) {
            throw known;
        }
    }

    private void read(Consumer<Predicate<Runnable>> reading) {
        Throwable failure = null;
        try {
            reading.accept(this::offer);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        Throwable found = failure;
        offer(
                () -> {
                    thrown = found;
                    ended = true;
                });
    }

    /** Waits until there is space; returns false if no more elements are accepted. */
    private boolean offer(Runnable element) {
        try {
            while (!stopped) {
                if (arrived.offer(element, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
