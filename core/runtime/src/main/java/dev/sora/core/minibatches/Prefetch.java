// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.step.Minibatch;
import dev.sora.core.step.Work;
import dev.sora.engine.Engine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws the next minibatch on a thread of its own while the device computes the current one. Only
 * for data that is gathered on the host, and a device with memory of its own: elsewhere gathering
 * is an operation of the device, or needs the cores that compute.
 *
 * <p>What a minibatch contains depends only on its step and share, so it does not matter when it is
 * drawn.
 */
public final class Prefetch implements AutoCloseable {

    /** Identifies a minibatch of an epoch. */
    public record Key(long step, int share, int shares) {

        Key next() {
            return new Key(step + 1, share, shares);
        }
    }

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread own = new Thread(task, "sora-prefetch");
                        own.setDaemon(true);
                        return own;
                    });
    private final Engine engine;
    private @Nullable Key ahead;
    private CompletableFuture<Minibatch> drawn = new CompletableFuture<>();

    private Prefetch(Engine engine) {
        this.engine = engine;
    }

    /** Returns a prefetch for the data, if it needs one. */
    public static Optional<Prefetch> of(EncodedData data, Engine engine) {
        boolean apart = engine.devices().get(0).memory().isPresent();
        return data.isOnHost() && apart ? Optional.of(new Prefetch(engine)) : Optional.empty();
    }

    /**
     * Returns a minibatch, and begins to draw the one after it.
     *
     * @param draw draws the minibatch
     * @param following draws the one after it; empty at the end of an epoch
     */
    public Minibatch next(
            Key wanted, Supplier<Minibatch> draw, Optional<Supplier<Minibatch>> following) {
        Minibatch now;
        if (wanted.equals(ahead)) {
            ahead = null;
            now = Work.join(drawn);
        } else {
            discard();
            now = draw.get();
        }
        following.ifPresent(
                next -> {
                    ahead = wanted.next();
                    drawn = CompletableFuture.supplyAsync(() -> ready(next), thread);
                });
        return now;
    }

    private Minibatch ready(Supplier<Minibatch> next) {
        // the engine prepares a thread that asks it for a manager
        try (NDManager manager = engine.newManager()) {
            return next.get();
        }
    }

    /** Waits for what is being drawn, and frees it. */
    public void discard() {
        if (ahead != null) {
            ahead = null;
            drawn.handle(
                            (minibatch, failure) -> {
                                if (minibatch != null) {
                                    minibatch.close();
                                }
                                return true;
                            })
                    .join();
        }
    }

    @Override
    public void close() {
        discard();
        thread.shutdown();
    }
}
