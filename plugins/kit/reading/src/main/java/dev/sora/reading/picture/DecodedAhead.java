// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.reading.passed.Overlooked;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Decodes pictures on all cores, a few of them ahead, and returns results in the order of the work.
 * An exception is thrown where its result would have been returned. Used by one thread.
 *
 * @param <R> what one piece of work yields, such as a record
 */
public final class DecodedAhead<R> implements AutoCloseable {

    /** More would hold too many decoded pictures in memory, which may be large. */
    private static final int MOST_THREADS = 8;

    /** The bytes of decoded pictures that wait; of larger ones, as few as one is decoded. */
    private static final long MOST_BYTES = 128L << 20;

    private static final int SECONDS_TO_END = 30;

    /**
     * One piece of work.
     *
     * @param <R> what it yields
     */
    @FunctionalInterface
    public interface Work<R> {

        /** Does the work, on any thread, with a decoder that no other thread uses meanwhile. */
        R with(Pictures pictures);
    }

    private record Done<R>(R result, long bytes, Overlooked overlooked) {}

    private final Supplier<Optional<Work<R>>> source;
    private final Deque<Future<Done<R>>> ahead = new ArrayDeque<>();
    private final ConcurrentLinkedDeque<Pictures> idle = new ConcurrentLinkedDeque<>();
    private final Overlooked overlooked = new Overlooked();
    private final int threads;
    private final long mostBytes;
    private ExecutorService pool;
    private boolean begun;

    /** The bytes of the largest of the last results. */
    private long largest;

    private boolean ended;

    /**
     * Creates an instance.
     *
     * @param source yields the work in order, called on the thread that takes the results; empty at
     *     the end
     */
    public DecodedAhead(Supplier<Optional<Work<R>>> source) {
        this(source, MOST_BYTES);
    }

    DecodedAhead(Supplier<Optional<Work<R>>> source, long mostBytes) {
        this.source = source;
        this.mostBytes = mostBytes;
        this.threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }

    /** Returns the next result; empty at the end. */
    public Optional<R> next() {
        // the first result alone: often no other one is asked for
        int most = begun && threads > 1 ? most() : 1;
        begun = true;
        while (!ended && ahead.size() < most) {
            ahead.addLast(start(most == 1));
            // at the end, what was started last is nothing
            if (ended) {
                ahead.removeLast();
            }
        }
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        Done<R> done = await(ahead.removeFirst());
        overlooked.add(done.overlooked());
        largest = Math.max(done.bytes(), largest / 2);
        return Optional.of(done.result());
    }

    /** Returns how many pieces are begun, so that the pictures that wait have a bounded size. */
    private int most() {
        return (int) Math.max(1, Math.min(threads + 1, mostBytes / Math.max(1, largest)));
    }

    private Future<Done<R>> start(boolean here) {
        Optional<Work<R>> work;
        try {
            work = source.get();
        } catch (RuntimeException e) {
            // the results before it come first
            return CompletableFuture.failedFuture(e);
        }
        ended = work.isEmpty();
        if (ended) {
            return new CompletableFuture<>();
        }
        if (here) {
            return here(work.get());
        }
        if (pool == null) {
            pool = Executors.newFixedThreadPool(threads, DecodedAhead::thread);
        }
        Work<R> each = work.get();
        return pool.submit(() -> done(each));
    }

    private Future<Done<R>> here(Work<R> work) {
        try {
            return CompletableFuture.completedFuture(done(work));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "decode pictures");
        thread.setDaemon(true);
        return thread;
    }

    private Done<R> done(Work<R> work) {
        Pictures own = idle.pollFirst();
        Pictures pictures = own == null ? new Pictures() : own;
        try {
            R result = work.with(pictures);
            return new Done<>(result, pictures.takeSize(), pictures.takeOverlooked());
        } finally {
            // not counted for the next piece if this one failed
            pictures.takeSize();
            idle.addFirst(pictures);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while pictures are decoded");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** Returns what was not read of the pictures whose results were returned. */
    public Overlooked overlooked() {
        return overlooked;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        ended = true;
        if (pool != null) {
            pool.shutdownNow();
            try {
                pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        ahead.clear();
        idle.forEach(Pictures::close);
        idle.clear();
    }
}
