// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;

/** Sends messages to the next worker. */
final class FrameWriter {

    private final OutputStream out;
    private final Optional<byte[]> key;
    private long number;

    /**
     * Creates a writer.
     *
     * @param key the key of the connection, if messages are encrypted
     */
    FrameWriter(OutputStream out, Optional<byte[]> key) {
        this.out = out;
        this.key = key;
    }

    /** Sends part of a vector, in as many messages as it takes. */
    void floats(Operation operation, float[] values, int from, int to) throws IOException {
        int most = Frame.MOST / Float.BYTES;
        for (int start = from; start < to; start += most) {
            int count = Math.min(most, to - start);
            ByteBuffer content = Frame.buffer(count * Float.BYTES);
            content.asFloatBuffer().put(values, start, count);
            send(operation, content.array());
        }
    }

    /** Sends bytes, in as many messages as it takes. */
    void bytes(Operation operation, byte[] bytes) throws IOException {
        for (int start = 0; start < bytes.length; start += Frame.MOST) {
            int end = Math.min(bytes.length, start + Frame.MOST);
            send(operation, Arrays.copyOfRange(bytes, start, end));
        }
    }

    private void send(Operation operation, byte[] content) throws IOException {
        byte[] header = Frame.header(operation, number, content.length);
        byte[] sent = key.isEmpty() ? content : encrypted(key.get(), header, content);
        number++;
        // one write, so that no part of a message waits for an acknowledgement
        out.write(ByteBuffer.allocate(header.length + sent.length).put(header).put(sent).array());
    }

    private byte[] encrypted(byte[] secret, byte[] header, byte[] content) {
        try {
            return Frame.crypt(Cipher.ENCRYPT_MODE, secret, number, header, content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }
}
