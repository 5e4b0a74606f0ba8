// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the previous worker among all that connect. Each connection proves itself on a thread of
 * its own, so that one that says nothing, or little at a time, does not hold up the worker.
 */
final class Acceptance {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

    /** Connections without a proof at once; one more ends one of them. */
    private static final int MOST = 16;

    private final RingMember me;
    private final RingPort port;
    private final Handshake handshake;
    private final String name;
    private final CompletableFuture<RingConnections.Peer> proven = new CompletableFuture<>();

    /** The connections without a proof; also guards the refusal and the choice of one. */
    private final List<Socket> open = new ArrayList<>();

    private final Random random = new Random();

    private @Nullable RingException refused;

    /**
     * Creates an acceptance.
     *
     * @param name names the previous worker in problems
     */
    Acceptance(RingMember me, RingPort port, Handshake handshake, String name) {
        this.me = me;
        this.port = port;
        this.handshake = handshake;
        this.name = name;
    }

    /**
     * Waits for the previous worker; all other connections are closed then.
     *
     * @param deadline when to give up, on the clock of {@link System#nanoTime}
     * @throws RingException if it does not prove itself in time
     */
    RingConnections.Peer await(long deadline) {
        try {
            while (!proven.isDone()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException();
                }
                begin(port.accept(left));
            }
        } catch (IOException e) {
            // a proof closes the port, and so ends the wait
            giveUp(e);
        } finally {
            closeOthers();
        }
        return proven.join();
    }

    private void begin(Socket socket) {
        synchronized (open) {
            if (open.size() == MOST) {
                // the oldest would be that of the worker, where others connect without a pause
                Sockets.close(open.remove(random.nextInt(MOST)));
            }
            open.add(socket);
        }
        Thread proving = new Thread(() -> prove(socket), "sora-ring-prove");
        proving.setDaemon(true);
        proving.start();
    }

    private void prove(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            Handshake.Accepted accepted = handshake.accept(socket, name);
            choose(socket, accepted);
        } catch (IOException | RingException e) {
            synchronized (open) {
                if (open.remove(socket)) {
                    LOG.warn("a connection from {} is refused", socket.getRemoteSocketAddress());
                    refused = refusal(e);
                }
            }
            Sockets.close(socket);
        }
    }

    private void choose(Socket socket, Handshake.Accepted accepted) throws IOException {
        synchronized (open) {
            // a connection that was closed meanwhile, or is a second one, is of no use
            if (proven.isDone() || !open.contains(socket)) {
                Sockets.close(socket);
                return;
            }
            socket.getOutputStream().write(accepted.joined());
            open.remove(socket);
            proven.complete(new RingConnections.Peer(socket, accepted.key(), name));
            port.close();
        }
    }

    private RingException refusal(Exception e) {
        return e instanceof RingException known
                ? known
                : RingException.foreign(name, "a connection without a complete proof");
    }

    private void closeOthers() {
        synchronized (open) {
            open.forEach(Sockets::close);
            open.clear();
        }
    }

    /** Ends the wait, unless the worker has proved itself at the last moment. */
    private void giveUp(IOException failure) {
        synchronized (open) {
            if (proven.isDone()) {
                return;
            }
            boolean none = open.isEmpty();
            // no other one proves itself from here on
            closeOthers();
            if (!(failure instanceof SocketTimeoutException)) {
                throw RingException.unreachable(name, RingException.text(failure), failure);
            }
            if (refused != null) {
                throw refused;
            }
            throw RingException.unreachable(
                    name,
                    none
                            ? "no connection for %d s".formatted(me.timeout().toSeconds())
                            : "connections without a complete proof",
                    null);
        }
    }
}
