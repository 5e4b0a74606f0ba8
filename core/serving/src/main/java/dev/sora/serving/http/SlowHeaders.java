// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that begin the head of a request and do not end it in time. Jetty closes
 * connections on which nothing arrives; a client that sends one byte at a time would keep one
 * forever.
 */
final class SlowHeaders implements Connection.Listener {

    private static final int LOOKS = 4;

    private final long most;
    private final Scheduler scheduler;
    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

    /** What a connection had received when it last ended a request, and since when more came. */
    private static final class Seen {
        private long requests;
        private long bytes;
        private long since;
    }

    SlowHeaders(Duration most, Scheduler scheduler) {
        this.most = most.toNanos();
        this.scheduler = scheduler;
    }

    void start() {
        scheduler.schedule(this::look, Math.max(1, most / LOOKS), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        // of an encrypted connection, only the one within it counts requests
        if (!(connection instanceof ConnectionMetaData)) {
            return;
        }
        Seen seen = new Seen();
        seen.since = System.nanoTime();
        open.put(connection, seen);
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private void look() {
        long now = System.nanoTime();
        open.forEach((connection, seen) -> look(connection, seen, now));
        start();
    }

    private void look(Connection connection, Seen seen, long now) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        boolean answering = requests > connection.getMessagesOut();
        if (answering || requests != seen.requests || bytes == seen.bytes) {
            seen.requests = requests;
            // bytes of a head that has begun count from the next look
            seen.bytes = answering || requests != seen.requests ? bytes : seen.bytes;
            seen.since = now;
        } else if (now - seen.since > most) {
            connection.getEndPoint().close();
        }
    }
}
