// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Connects a worker with the next and the previous one. */
final class RingConnections {

    /** An authenticated connection. */
    record Peer(Socket socket, byte[] key, String name) {}

    /** Both connections of a worker. */
    record Both(Peer next, Peer previous) {}

    private static final long SHORTEST_PAUSE = 5;
    private static final long LONGEST_PAUSE = 200;

    private final RingMember me;
    private final RingPort port;
    private final List<String> addresses;
    private final Handshake handshake;
    private final long deadline;

    RingConnections(RingMember me, RingPort port, List<String> addresses) {
        this.me = me;
        this.port = port;
        this.addresses = addresses;
        this.handshake = new Handshake(me);
        this.deadline = System.nanoTime() + me.timeout().toNanos();
    }

    /**
     * Connects both.
     *
     * @throws RingException if one of them is not reached in time, or does not know the secret;
     *     nothing stays open
     */
    Both open() {
        CompletableFuture<Peer> previous = new CompletableFuture<>();
        Thread accepting = new Thread(() -> complete(previous), "sora-ring-accept");
        accepting.setDaemon(true);
        accepting.start();
        Peer next;
        try {
            next = next();
        } catch (RuntimeException e) {
            port.close();
            previous.thenAccept(peer -> Sockets.close(peer.socket()));
            throw e;
        }
        try {
            return new Both(next, previous.join());
        } catch (CompletionException e) {
            Sockets.close(next.socket());
            throw e.getCause() instanceof RingException known ? known : e;
        }
    }

    private void complete(CompletableFuture<Peer> previous) {
        try {
            previous.complete(previous());
        } catch (RuntimeException e) {
            previous.completeExceptionally(e);
        }
    }

    private long left() {
        return (deadline - System.nanoTime()) / 1_000_000;
    }

    private Peer next() {
        String address = addresses.get(me.next());
        String name = "worker %d at %s".formatted(me.next(), address);
        long pause = SHORTEST_PAUSE;
        while (true) {
            Socket socket = new Socket();
            boolean connected = false;
            try {
                connect(socket, address);
                connected = true;
                return new Peer(socket, handshake.connect(socket, name), name);
            } catch (IOException e) {
                Sockets.close(socket);
                // a worker that many strangers connect to may have closed this one as well
                if (!connected || left() <= pause) {
                    throw RingException.unreachable(name, RingException.text(e), e);
                }
            } catch (RuntimeException e) {
                Sockets.close(socket);
                throw e;
            }
            pause(pause, name);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    private void connect(Socket socket, String address) throws IOException {
        int colon = address.lastIndexOf(':');
        socket.setTcpNoDelay(true);
        socket.connect(
                new InetSocketAddress(
                        address.substring(0, colon),
                        Integer.parseInt(address.substring(colon + 1))),
                Math.toIntExact(Math.max(1, left())));
    }

    private static void pause(long millis, String name) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RingException.unreachable(name, "the end of this worker", e);
        }
    }

    private Peer previous() {
        String name = "worker %d at %s".formatted(me.previous(), addresses.get(me.previous()));
        return new Acceptance(me, port, handshake, name).await(deadline);
    }
}
