// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.serving.config.ServingConfig.Limits;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Receives bodies without occupying a thread, within the limits of size and time. */
final class Bodies {

    private final Limits limits;
    private final BodyMemory memory;

    Bodies(Limits limits) {
        this.limits = limits;
        this.memory = new BodyMemory(limits.bodyBytes());
    }

    /** Receives a body, into {@link Exchange#body()}. */
    CompletableFuture<Void> receive(Exchange exchange) {
        String encoding = exchange.header(HttpHeader.CONTENT_ENCODING.asString());
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(
                    415,
                    Problem.of("SORA-6106", "the body is compressed")
                            .needs("a body without Content-Encoding")
                            .have(Refusals.shown(encoding)));
        }
        if (exchange.request().getLength() > limits.bodyBytes()) {
            throw tooLarge();
        }
        long stated = exchange.request().getLength();
        AtomicLong held = new AtomicLong(stated < 0 ? limits.bodyBytes() : stated);
        memory.take(held.get());
        Request.addCompletionListener(
                exchange.request(), failure -> memory.give(held.getAndSet(0)));
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(
                exchange.request(),
                limits.bodyBytes(),
                Promise.Invocable.from(
                        InvocationType.BLOCKING, whole::complete, whole::completeExceptionally));
        return whole.orTimeout(limits.receive().toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(
                        bytes -> {
                            // a body whose length was not stated was held for the largest
                            long before = held.getAndUpdate(now -> Math.min(now, bytes.length));
                            memory.give(Math.max(0, before - bytes.length));
                            exchange.body(bytes);
                        })
                .exceptionally(
                        thrown -> {
                            throw refusal(thrown);
                        });
    }

    private RuntimeException refusal(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        if (cause instanceof TimeoutException) {
            return new RefusedException(
                    408,
                    Problem.of("SORA-6110", "the body did not arrive in time")
                            .needs(
                                    "all of it within %d ms"
                                            .formatted(limits.receive().toMillis())));
        }
        // the only limit that Jetty checks here
        if (cause instanceof IllegalStateException) {
            return tooLarge();
        }
        return new RefusedException(
                400,
                Problem.of("SORA-6109", "the body did not arrive whole")
                        .fix("send as many bytes as Content-Length states, or valid chunks"));
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                413,
                Problem.of("SORA-6107", "the request is too large")
                        .needs("at most %d bytes".formatted(limits.bodyBytes()))
                        .fix("send fewer records, or raise limits.body_bytes of the server"));
    }
}
