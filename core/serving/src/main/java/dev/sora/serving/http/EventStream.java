// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.io.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events of an answer. What the client has not read yet waits in memory, within a
 * bound, so that the thread which computes never waits for a slow client.
 */
final class EventStream {

    static final String TYPE = "text/event-stream";

    private static final int MOST_BYTES = 1 << 20;

    private final Response response;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private int bytes;
    private boolean begun;
    private boolean writing;
    private boolean ended;
    private Throwable failure;

    EventStream(Response response) {
        this.response = response;
    }

    /** Returns whether there was an event: from then on, a failure is an event as well. */
    synchronized boolean isBegun() {
        return begun;
    }

    /** Returns whether nothing more reaches the client. */
    synchronized boolean hasFailed() {
        return failure != null;
    }

    /** Sends an event. */
    void event(String name, Object tree) {
        raw(name, Json.line(tree));
    }

    /**
     * Sends an event.
     *
     * @throws IllegalStateException if the client has gone or reads too slowly, which ends what
     *     makes the events
     */
    void raw(String name, String json) {
        byte[] line =
                ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            if (!begun) {
                response.setStatus(200);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
                response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
                begun = true;
            }
            if (bytes + line.length > MOST_BYTES) {
                failed(new IllegalStateException("the client reads too slowly"));
            }
            if (failure != null) {
                throw new IllegalStateException("the client has gone", failure);
            }
            bytes += line.length;
            unsent.add(ByteBuffer.wrap(line));
        }
        send();
    }

    /**
     * Ends the answer.
     *
     * @param most the time in which the client must read the rest
     * @return completes once everything is sent
     */
    CompletionStage<Void> end(Duration most) {
        synchronized (this) {
            ended = true;
        }
        send();
        return whole.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends the next event, unless one is being sent. */
    private void send() {
        ByteBuffer next;
        synchronized (this) {
            if (writing) {
                return;
            }
            next = unsent.poll();
            if (next == null) {
                if (ended) {
                    whole.complete(null);
                }
                return;
            }
            writing = true;
            bytes -= next.remaining();
        }
        response.write(false, next, Callback.from(this::sent, this::failed));
    }

    private void sent() {
        synchronized (this) {
            writing = false;
        }
        send();
    }

    private synchronized void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        whole.completeExceptionally(thrown);
    }
}
