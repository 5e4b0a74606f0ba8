// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The first messages of a connection, in which both ends prove that they know the secret, with a
 * nonce of each, so that no proof can be used again. A proof covers the attempt, the size of the
 * ring, both ranks and whether messages are encrypted.
 *
 * <p>The connecting end sends 8 bytes that name the protocol, both ranks and a nonce; the accepting
 * end a nonce and its proof; the connecting end its proof; the accepting end, once it has chosen
 * the connection, that it has joined. All lengths are fixed.
 */
final class Handshake {

    private static final byte[] PROTOCOL = "SORARNG2".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_MILLIS = 10_000;

    private final RingMember me;

    Handshake(RingMember me) {
        this.me = me;
    }

    /**
     * The accepting end's part.
     *
     * @param key the key that both ends know, for encryption
     * @param joined what tells the connecting end that its connection is chosen
     */
    record Accepted(byte[] key, byte[] joined) {}

    /**
     * Makes the connecting end's part.
     *
     * @return the key that both ends know, for encryption
     * @throws IOException if the other end closes the connection, or says nothing
     * @throws RingException if the other end does not know the secret
     */
    byte[] connect(Socket socket, String peer) throws IOException {
        long end = end();
        byte[] own = RingSecret.nonce();
        byte[] ranks = ranks(me.rank(), me.next());
        socket.getOutputStream().write(joined(PROTOCOL, ranks, own));
        byte[] other = read(socket, RingSecret.LENGTH, end);
        byte[] proof = read(socket, RingSecret.LENGTH, end);
        if (!MessageDigest.isEqual(proof, proof("accept", ranks, own, other))) {
            throw RingException.foreign(peer, "another proof");
        }
        socket.getOutputStream().write(proof("connect", ranks, own, other));
        if (!MessageDigest.isEqual(
                read(socket, RingSecret.LENGTH, end), proof("joined", ranks, own, other))) {
            throw RingException.foreign(peer, "another proof");
        }
        return proof("key", ranks, own, other);
    }

    /**
     * Makes the accepting end's part, except for the last message.
     *
     * @throws RingException if the other end does not know the secret
     */
    Accepted accept(Socket socket, String peer) throws IOException {
        long end = end();
        byte[] protocol = read(socket, PROTOCOL.length, end);
        byte[] ranks = read(socket, 2 * Integer.BYTES, end);
        if (!MessageDigest.isEqual(protocol, PROTOCOL)) {
            throw RingException.foreign(peer, "a message of another protocol");
        }
        if (!MessageDigest.isEqual(ranks, ranks(me.previous(), me.rank()))) {
            throw RingException.foreign(peer, "other ranks");
        }
        byte[] other = read(socket, RingSecret.LENGTH, end);
        byte[] own = RingSecret.nonce();
        socket.getOutputStream().write(joined(own, proof("accept", ranks, other, own)));
        if (!MessageDigest.isEqual(
                read(socket, RingSecret.LENGTH, end), proof("connect", ranks, other, own))) {
            throw RingException.foreign(peer, "another proof");
        }
        return new Accepted(proof("key", ranks, other, own), proof("joined", ranks, other, own));
    }

    private byte[] proof(String end, byte[] ranks, byte[] connecting, byte[] accepting) {
        String purpose =
                String.join(
                        "\n",
                        end,
                        me.attempt(),
                        Integer.toString(me.size()),
                        Boolean.toString(me.encrypted()));
        return me.secret().proof(purpose, ranks, connecting, accepting);
    }

    private static byte[] ranks(int from, int to) {
        return ByteBuffer.allocate(2 * Integer.BYTES).putInt(from).putInt(to).array();
    }

    /** Returns when the handshake that begins now is to be complete. */
    private long end() {
        return System.nanoTime() + 1_000_000L * Math.min(me.millis(), LONGEST_MILLIS);
    }

    /** Reads bytes; that the other end sends few of them at once does not prolong the handshake. */
    private static byte[] read(Socket socket, int length, long end) throws IOException {
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no complete proof");
            }
            socket.setSoTimeout(Math.toIntExact(left));
            int count = socket.getInputStream().read(bytes, at, length - at);
            if (count < 0) {
                throw new EOFException("the connection ended");
            }
            at += count;
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
