// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The port where a worker is reached. The system chooses it, so that two workers of one machine, or
 * a worker and what an earlier attempt left, do not meet.
 */
public final class RingPort implements AutoCloseable {

    private static final int WAITING = 16;

    private final ServerSocket socket;
    private final String host;

    private RingPort(ServerSocket socket, String host) {
        this.socket = socket;
        this.host = host;
    }

    /**
     * Opens a port.
     *
     * @param host the name under which other workers find this machine
     * @throws RingException if the machine does not have that name, or no port is free
     */
    public static RingPort open(String host) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0), WAITING);
                return new RingPort(socket, host);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw RingException.unreachable(host, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns host and port, which the previous worker connects to. */
    public String address() {
        return host + ":" + socket.getLocalPort();
    }

    /** Waits for a connection. */
    Socket accept(long millis) throws IOException {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, millis)));
        return socket.accept();
    }

    /** Stops listening; connections stay. */
    @Override
    public void close() {
        Sockets.close(socket);
    }
}
