// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.refusal.Refusals;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Does one thing after the other, apart from the threads that answer requests. */
final class OneThread implements AutoCloseable {

    private final ExecutorService executor;

    OneThread(String name) {
        this.executor =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread thread = new Thread(work, name);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Does something, later; refused once this is closed. */
    <T> CompletableFuture<T> run(Supplier<T> action) {
        try {
            return CompletableFuture.supplyAsync(action, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(Refusals.ending());
        }
    }

    /** Waits for something, and throws what it threw. */
    static void await(CompletableFuture<?> action) {
        try {
            action.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error known) {
                throw known;
            }
            throw e;
        }
    }

    /** Does what was asked for already, and then nothing more. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
