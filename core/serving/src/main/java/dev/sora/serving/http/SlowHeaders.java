// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that send the head of a request too slowly. Jetty closes connections on which
 * nothing arrives; a client that sends one byte at a time would keep one forever. A connection is
 * left alone from the moment a request has arrived until its answer is complete, however long that
 * takes.
 */
public final class SlowHeaders extends Handler.Wrapper implements Connection.Listener {

    private static final int LOOKS = 4;

    private final long most;
    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

    /** What a connection had received when it last ended a request, and since when more came. */
    private static final class Seen {
        private final AtomicInteger answering = new AtomicInteger();
        private volatile boolean first = true;
        private volatile long bytes;
        private volatile long since = System.nanoTime();
    }

    /**
     * Creates a handler that closes connections.
     *
     * @param most the time in which the head of a request must arrive
     */
    public SlowHeaders(Duration most) {
        this.most = most.toNanos();
    }

    /** Begins to look at the connections. */
    public void watch(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    long now = System.nanoTime();
                    open.forEach((connection, seen) -> look(connection, seen, now));
                    watch(scheduler);
                },
                Math.max(1, most / LOOKS),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        // an encrypted connection has two layers, and only the inner one knows of requests
        if (!(connection instanceof SslConnection)) {
            open.put(connection, new Seen());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Seen seen = open.get(connection);
        if (seen != null) {
            seen.answering.incrementAndGet();
            Request.addCompletionListener(request, failure -> end(connection, seen));
        }
        return super.handle(request, response, callback);
    }

    private static void end(Connection connection, Seen seen) {
        seen.first = false;
        seen.bytes = connection.getBytesIn();
        seen.since = System.nanoTime();
        seen.answering.decrementAndGet();
    }

    private void look(Connection connection, Seen seen, long now) {
        if (seen.answering.get() > 0) {
            return;
        }
        // without a first request, the bytes may be those of a handshake
        boolean waits = !seen.first && connection.getBytesIn() == seen.bytes;
        if (waits) {
            seen.since = now;
        } else if (now - seen.since > most) {
            connection.getEndPoint().close();
        }
    }
}
