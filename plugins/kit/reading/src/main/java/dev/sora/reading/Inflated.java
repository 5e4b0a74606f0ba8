// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;

/**
 * Decompresses gzip streams, which it recognises by their first bytes, and detects decompression
 * bombs.
 */
public final class Inflated {

    private static final int BUFFER = 1 << 16;

    private Inflated() {}

    /**
     * Returns the content of a stream, decompressed if it is gzip. Closes the stream on failure.
     *
     * @throws IOException if it begins like gzip but is invalid, or cannot be read
     */
    public static InputStream of(InputStream raw) throws IOException {
        try {
            BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
            buffered.mark(2);
            boolean compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            if (!compressed) {
                return buffered;
            }
            Counted counted = new Counted(buffered);
            InputStream inflated = new GZIPInputStream(counted, BUFFER);
            return new BufferedInputStream(new Guard(inflated, counted::count), BUFFER);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * Returns a stream that throws a {@link DataException} when the decompression ratio exceeds the
     * bound.
     *
     * @param inflated the decompressed stream
     * @param compressed the number of compressed bytes read so far
     */
    public static InputStream guarded(InputStream inflated, LongSupplier compressed) {
        return new Guard(inflated, compressed);
    }

    /** Counts the bytes that are read. */
    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /**
     * Throws when the decompression ratio exceeds the bound. Deflate reaches a ratio of 1,000; text
     * and tables reach 10, at most 30.
     */
    static final class Guard extends FilterInputStream {

        private static final long FREE = 1L << 30;
        private static final int MOST_GROWTH = 300;

        private final LongSupplier compressed;
        private final long free;
        private long count;

        Guard(InputStream in, LongSupplier compressed) {
            this(in, compressed, FREE);
        }

        Guard(InputStream in, LongSupplier compressed, long free) {
            super(in);
            this.compressed = compressed;
            this.free = free;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            check(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            check(Math.max(0, read));
            return read;
        }

        private void check(int read) {
            count += read;
            if (count > free && count / MOST_GROWTH > compressed.getAsLong()) {
                throw new DataException(
                        Problem.of("SORA-4119", "the file grows too much when it is decompressed")
                                .needs("at most %d times its size".formatted(MOST_GROWTH))
                                .have(
                                        "more than %,d bytes out of %,d"
                                                .formatted(count, compressed.getAsLong()))
                                .fix("do not trust this file; if it is valid, decompress it"));
            }
        }
    }
}
