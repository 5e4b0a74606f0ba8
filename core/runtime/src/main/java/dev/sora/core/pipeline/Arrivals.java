// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.run.InterruptedRunException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes what comes from who may wait: it is read on a thread of its own, so that what has come can
 * be answered meanwhile.
 */
final class Arrivals {

    /** So long is waited for more before what has come is answered. */
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
     * @param reading reads, and gives what is to be done with each element to who calls that on
     *     this thread; it returns soon after it hears that nothing more is wanted
     * @param idle called on this thread when nothing has come for a while
     */
    static void take(Consumer<Predicate<Runnable>> reading, Runnable idle) {
        new Arrivals().run(reading, idle);
    }

    private void run(Consumer<Predicate<Runnable>> reading, Runnable idle) {
        Thread reader = new Thread(() -> read(reading), "sora-arrivals");
        // one that waits for standard input cannot be woken
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

    /** Waits until there is room; false if nothing more is wanted. */
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
