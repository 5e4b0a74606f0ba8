// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of a run to one browser, one batch after the other. The run itself calls it, so
 * whatever is wrong with a browser ends the stream, never the run.
 */
final class RunStream {

    private static final Logger LOG = LoggerFactory.getLogger(RunStream.class);

    /** A comment, which keeps the connection open while nothing happens. */
    private static final byte[] BEAT = ": \n\n".getBytes(StandardCharsets.UTF_8);

    private final RunHistory history;
    private final Response response;
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private long received;
    private boolean writing;
    private boolean ending;
    private boolean over;

    /**
     * @param received the number of the last event that the browser has
     */
    RunStream(RunHistory history, Response response, long received) {
        this.history = history;
        this.response = response;
        this.received = received;
    }

    /** Returns what completes once everything is sent, or the browser is gone. */
    CompletableFuture<Void> whole() {
        return whole;
    }

    /** Sends what the browser has not received; does nothing while a batch is being sent. */
    void send() {
        byte[] next;
        synchronized (this) {
            if (writing || over || whole.isDone()) {
                return;
            }
            RunHistory.Batch batch = history.after(received);
            next = batch.bytes();
            received = batch.last();
            writing = next.length > 0;
            // from here on no comment may be written, for which the answer would not wait
            over = !writing && ending;
            if (!writing && !over) {
                return;
            }
        }
        if (next.length > 0) {
            write(next);
        } else {
            whole.complete(null);
        }
    }

    /** Sends a comment, unless events are being sent. */
    void beat() {
        synchronized (this) {
            if (writing || over || whole.isDone()) {
                return;
            }
            writing = true;
        }
        write(BEAT);
    }

    /** Sends what is left; no event follows. */
    void end() {
        synchronized (this) {
            ending = true;
        }
        send();
    }

    /** Gives up a browser that has not received everything. */
    void abandon() {
        whole.completeExceptionally(new IOException("the run has ended"));
    }

    private void write(byte[] bytes) {
        try {
            response.write(
                    false,
                    ByteBuffer.wrap(bytes),
                    Callback.from(this::written, whole::completeExceptionally));
        } catch (RuntimeException e) {
            LOG.warn("a browser receives no more events of the run: {}", e.toString());
            whole.completeExceptionally(e);
        }
    }

    private void written() {
        synchronized (this) {
            writing = false;
        }
        send();
    }
}
