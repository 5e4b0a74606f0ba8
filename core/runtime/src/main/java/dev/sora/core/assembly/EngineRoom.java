// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.host.PluginLease;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.ResolvedType;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the engine, once: a JVM has one native runtime until it ends.
 *
 * <p>The engine starts on a separate thread, while data is read.
 */
final class EngineRoom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);

    /** The name that engines use for the setting of the number of their threads. */
    private static final String THREADS = "threads";

    private ResolvedType<EngineType> started;
    private CompletableFuture<Engine> engine;
    private @Nullable PluginLease lease;
    private boolean closed;

    /** Waits for the engine. */
    interface Waiting extends Supplier<Engine> {

        /** Returns the engine if it has started; does not wait. */
        Optional<Engine> ifStarted();
    }

    /**
     * Starts the engine if it is not yet running, and returns at once.
     *
     * @param keep returns a lease that keeps the engine's plugin active
     * @return waits for the engine, and throws the exception of its start, or an {@link
     *     EngineException} if it has chosen another number of threads than the requested one
     * @throws EngineException if another engine, or this one with other settings, is running
     * @throws IllegalStateException if this is closed: an engine that starts now would never be
     *     closed
     */
    public synchronized Waiting start(ResolvedType<EngineType> wanted, Supplier<PluginLease> keep) {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        if (engine == null || engine.isCompletedExceptionally()) {
            release();
            lease = keep.get();
            started = wanted;
            engine = new CompletableFuture<>();
            CompletableFuture<Engine> promise = engine;
            Thread starter = new Thread(() -> complete(promise, wanted), "sora-engine-start");
            starter.setDaemon(true);
            starter.start();
        } else if (!mayServe(started, wanted)) {
            throw refused(started, wanted);
        }
        CompletableFuture<Engine> running = engine;
        ResolvedType<EngineType> has = started;
        return new Waiting() {
            @Override
            public Engine get() {
                Engine ready = await(running);
                if (!serves(ready, has, wanted)) {
                    throw refused(has, wanted);
                }
                return ready;
            }

            @Override
            public Optional<Engine> ifStarted() {
                return running.isDone() && !running.isCompletedExceptionally()
                        ? Optional.of(running.join())
                        : Optional.empty();
            }
        };
    }

    private static EngineException refused(
            ResolvedType<EngineType> has, ResolvedType<EngineType> wanted) {
        return new EngineException(
                Problem.of("SORA-5001", "another engine is running in this process")
                        .needs(wanted.qualifiedName() + " " + wanted.settings())
                        .have(has.qualifiedName() + " " + has.settings())
                        .fix("use one engine per process, or start another process"));
    }

    /**
     * Returns whether an engine may equal the requested one, as far as their settings tell. The
     * number of threads may be open on either side.
     */
    private static boolean mayServe(ResolvedType<EngineType> has, ResolvedType<EngineType> wanted) {
        if (has.type() != wanted.type()) {
            return false;
        }
        Map<String, Object> given = new HashMap<>(has.settings().asMap());
        Map<String, Object> asked = new HashMap<>(wanted.settings().asMap());
        Object threads = given.remove(THREADS);
        Object wish = asked.remove(THREADS);
        return given.equals(asked) && (wish == null || threads == null || wish.equals(threads));
    }

    /**
     * Returns whether an engine has the requested number of threads. An engine that chose it by
     * itself tells it once it has started, so the answer never depends on how far the start is.
     */
    private static boolean serves(
            Engine ready, ResolvedType<EngineType> has, ResolvedType<EngineType> wanted) {
        Object wish = wanted.settings().asMap().get(THREADS);
        return wish == null
                || wish.equals(has.settings().asMap().get(THREADS))
                || wish instanceof Number number
                        && ready.facts().threads().orElse(0) == number.intValue();
    }

    private static void complete(
            CompletableFuture<Engine> promise, ResolvedType<EngineType> wanted) {
        try (PluginScope scope = new PluginScope(wanted.plugin().loader())) {
            promise.complete(wanted.type().start(wanted.settings()));
        } catch (SoraException e) {
            promise.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            // catch everything: a thread that waits for the engine must not wait forever
            promise.completeExceptionally(
                    new EngineException(
                            Problem.of(
                                            "SORA-5002",
                                            "the engine '%s' does not start"
                                                    .formatted(wanted.qualifiedName()))
                                    .where(wanted.plugin().location())
                                    .have(String.valueOf(e))
                                    .fix("run sora doctor; --verbose shows more"),
                            e));
        }
    }

    private static Engine await(CompletableFuture<Engine> running) {
        try {
            return running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Closes the engine, if it was started. It does not wait for runs. It waits only for an engine
     * that is still starting, because plugins must not be removed, and the process must not end,
     * while native code is loaded.
     */
    @Override
    public void close() {
        CompletableFuture<Engine> running = take();
        if (running == null) {
            return;
        }
        try {
            running.join().close();
        } catch (CompletionException e) {
            // the threads that waited for the engine have received the reason
            LOG.debug("the engine did not start", e);
        } finally {
            release();
        }
    }

    private synchronized void release() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }

    private synchronized @Nullable CompletableFuture<Engine> take() {
        CompletableFuture<Engine> running = engine;
        engine = null;
        closed = true;
        return running;
    }
}
