// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream that is read ahead on a separate thread, so that its reader can wait with a time limit.
 */
final class Pump extends InputStream {

    private static final int CHUNK = 1 << 16;
    private static final int AHEAD = 16;

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);
    private Piece current = new Piece(new byte[0], false, null);
    private int at;

    /**
     * A chunk of bytes, or the end of the stream.
     *
     * @param bytes the bytes
     * @param last whether this is the end
     * @param failure why reading failed; {@code null} if it did not
     */
    private record Piece(byte[] bytes, boolean last, IOException failure) {}

    Pump(InputStream in) {
        Thread reader = new Thread(() -> pump(in), "sora-standard-input");
        // A thread that waits for standard input cannot be interrupted.
        reader.setDaemon(true);
        reader.start();
    }

    private void pump(InputStream in) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                pieces.put(new Piece(Arrays.copyOf(chunk, n), false, null));
            }
            pieces.put(new Piece(new byte[0], true, null));
        } catch (IOException e) {
            pieces.offer(new Piece(new byte[0], true, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for data or the end of the stream.
     *
     * @param millis the time limit in milliseconds
     * @return whether there is data or the end within the limit
     */
    boolean await(long millis) throws IOException {
        if (at < current.bytes.length || current.last) {
            return true;
        }
        try {
            Piece next = pieces.poll(millis, TimeUnit.MILLISECONDS);
            if (next == null) {
                return false;
            }
            current = next;
            at = 0;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while standard input was read", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == current.bytes.length && !current.last) {
            await(Long.MAX_VALUE);
        }
        if (current.failure != null) {
            throw current.failure;
        }
        if (at == current.bytes.length) {
            return -1;
        }
        int count = Math.min(length, current.bytes.length - at);
        System.arraycopy(current.bytes, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return current.bytes.length - at;
    }
}
