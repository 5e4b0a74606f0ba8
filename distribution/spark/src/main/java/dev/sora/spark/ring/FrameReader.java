// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;

/** Receives messages of the previous worker, each of a length that is known before. */
final class FrameReader {

    /** Takes the numbers of a message, which begin at an index of the vector. */
    @FunctionalInterface
    interface Sink {
        void accept(int start, float[] values);
    }

    private static final long SPIN_NANOS = 50_000;

    private final DataInputStream in;
    private final Optional<byte[]> key;
    private final String peer;
    private long number;
    private long waited;

    /**
     * Creates a reader.
     *
     * @param key the key of the connection, if messages are encrypted
     * @param peer names the other end in problems
     */
    FrameReader(InputStream in, Optional<byte[]> key, String peer) {
        this.in = new DataInputStream(in);
        this.key = key;
        this.peer = peer;
    }

    /** Receives part of a vector. */
    void floats(Operation operation, int from, int to, Sink sink) throws IOException {
        int most = Frame.MOST / Float.BYTES;
        for (int start = from; start < to; start += most) {
            int count = Math.min(most, to - start);
            float[] values = new float[count];
            ByteBuffer.wrap(receive(operation, count * Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            sink.accept(start, values);
        }
    }

    /** Receives a known number of bytes. */
    byte[] bytes(Operation operation, int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            all.put(receive(operation, Math.min(all.remaining(), Frame.MOST)));
        }
        return all.array();
    }

    /** Returns how long it waited for the beginnings of messages, in nanoseconds. */
    long waited() {
        return waited;
    }

    private byte[] receive(Operation operation, int length) throws IOException {
        byte[] header = new byte[Frame.HEADER];
        long begun = System.nanoTime();
        spin(begun);
        in.readFully(header);
        waited += System.nanoTime() - begun;
        byte[] expected = Frame.header(operation, number, length);
        if (!Arrays.equals(header, expected)) {
            throw RingException.message(peer, shown(expected), shown(header));
        }
        byte[] content = new byte[key.isEmpty() ? length : length + Frame.TAG];
        in.readFully(content);
        byte[] read = key.isEmpty() ? content : decrypted(key.get(), header, content);
        number++;
        return read;
    }

    /**
     * Waits for a message for as long as it takes to wake a thread: in a round of short messages,
     * most waits end before. Other threads run meanwhile.
     */
    private void spin(long begun) throws IOException {
        while (in.available() == 0 && System.nanoTime() - begun < SPIN_NANOS) {
            Thread.yield();
        }
    }

    private byte[] decrypted(byte[] secret, byte[] header, byte[] content) {
        try {
            return Frame.crypt(Cipher.DECRYPT_MODE, secret, number, header, content);
        } catch (GeneralSecurityException e) {
            throw RingException.message(peer, "a message as it was sent", "a changed one");
        }
    }

    private static String shown(byte[] header) {
        ByteBuffer parts = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int operation = parts.getInt();
        Operation[] all = Operation.values();
        return "%s %d of %,d bytes"
                .formatted(
                        operation >= 0 && operation < all.length ? all[operation] : "unknown",
                        parts.getLong(),
                        parts.getInt());
    }
}
