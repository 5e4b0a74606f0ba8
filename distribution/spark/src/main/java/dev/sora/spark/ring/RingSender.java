// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends on a thread of its own while the worker receives: if all workers only sent, all would wait.
 */
final class RingSender implements AutoCloseable {

    /** Sends something. */
    @FunctionalInterface
    interface Sending {
        void run() throws IOException;
    }

    private final RingMember me;
    private final RingConnections.Peer next;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread created = new Thread(work, "sora-ring-send");
                        created.setDaemon(true);
                        return created;
                    });

    RingSender(RingMember me, RingConnections.Peer next) {
        this.me = me;
        this.next = next;
    }

    /** Sends on the calling thread. */
    void now(Sending sending) {
        try {
            sending.run();
        } catch (IOException e) {
            throw RingException.lost(next.name(), me.timeout(), e);
        }
    }

    /** Begins to send. */
    CompletableFuture<Void> start(Sending sending) {
        return CompletableFuture.runAsync(() -> now(sending), thread);
    }

    /**
     * Waits until everything is sent.
     *
     * @throws RingException if the next worker takes nothing for too long
     */
    void await(CompletableFuture<Void> sending) {
        try {
            sending.get(me.millis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // a blocked write ends only with its socket
            Sockets.close(next.socket());
            throw RingException.lost(next.name(), me.timeout(), new SocketTimeoutException());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RingException known
                    ? known
                    : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RingException.lost(
                    next.name(), me.timeout(), new IOException("the worker was interrupted"));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
