// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes sockets. */
final class Sockets {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    /** Closes a socket; the other end may be lost already. */
    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket was closed by the other end", e);
        }
    }
}
