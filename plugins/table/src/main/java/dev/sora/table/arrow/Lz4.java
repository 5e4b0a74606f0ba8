// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.commons.codec.digest.XXHash32;

/**
 * Decompresses LZ4 frames into an array of known length. The available pure-Java libraries either
 * do not support linked blocks, which Arrow writes, or copy single bytes, which is several times
 * slower.
 */
final class Lz4 {

    private static final int MAGIC = 0x184D2204;
    private static final int PLAIN = 1 << 31;
    private static final int SHORTEST_MATCH = 4;

    private final ByteBuffer in;
    private final byte[] bytes;
    private final byte[] out;
    private int written;

    private Lz4(byte[] bytes, int from, int length, byte[] out) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
        this.out = out;
    }

    /**
     * Decompresses one or several frames.
     *
     * @return the number of bytes written
     * @throws Damaged if the frames are invalid or contain more bytes than the array
     */
    static int decompress(byte[] bytes, int from, int length, byte[] out) {
        Lz4 lz4 = new Lz4(bytes, from, length, out);
        try {
            while (lz4.in.hasRemaining()) {
                lz4.frame();
            }
        } catch (RuntimeException e) {
            // an index outside of one of the arrays
            throw e instanceof Damaged ? e : new Damaged("LZ4 data that refers outside itself", e);
        }
        return lz4.written;
    }

    private void frame() {
        if (in.getInt() != MAGIC) {
            throw new Damaged("not an LZ4 frame");
        }
        int flags = in.get();
        in.get();
        boolean knownVersion = (flags >> 6 & 3) == 1;
        boolean dictionary = (flags & 1) != 0;
        if (!knownVersion || dictionary) {
            throw new Damaged("a frame of LZ4 of another form");
        }
        in.position(in.position() + ((flags & 1 << 3) != 0 ? Long.BYTES : 0) + 1);
        int start = written;
        for (int size = in.getInt(); size != 0; size = in.getInt()) {
            int length = size & ~PLAIN;
            int from = in.position();
            if (length > in.remaining()) {
                throw new Damaged("a block of LZ4 that is cut short");
            }
            if ((size & PLAIN) != 0) {
                in.get(out, written, length);
                written += length;
            } else {
                boolean independent = (flags & 1 << 5) != 0;
                block(from, from + length, independent ? written : start);
                in.position(from + length);
            }
            if ((flags & 1 << 4) != 0) {
                requireSum(bytes, from, length);
            }
        }
        if ((flags & 1 << 2) != 0) {
            requireSum(out, start, written - start);
        }
    }

    private void requireSum(byte[] of, int from, int length) {
        XXHash32 sum = new XXHash32();
        sum.update(of, from, length);
        if ((int) sum.getValue() != in.getInt()) {
            throw new Damaged("LZ4 whose checksum differs");
        }
    }

    /** Decompresses one block. Its matches may not start before {@code earliest} in the output. */
    private void block(int from, int end, int earliest) {
        int at = from;
        int to = written;
        while (at < end) {
            int token = bytes[at++] & 0xff;
            int literals = token >> 4;
            if (literals == 15) {
                int more;
                do {
                    more = bytes[at++] & 0xff;
                    literals = Math.addExact(literals, more);
                } while (more == 255);
            }
            if (literals > end - at) {
                throw new Damaged("LZ4 whose literals are cut short");
            }
            System.arraycopy(bytes, at, out, to, literals);
            at += literals;
            to += literals;
            if (at == end) {
                break;
            }
            int distance = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
            at += Short.BYTES;
            int match = token & 15;
            if (match == 15) {
                int more;
                do {
                    more = bytes[at++] & 0xff;
                    match = Math.addExact(match, more);
                } while (more == 255);
            }
            match += SHORTEST_MATCH;
            if (distance == 0 || distance > to - earliest || match > out.length - to || at > end) {
                throw new Damaged("LZ4 data whose match is outside");
            }
            copy(to, distance, match);
            to += match;
        }
        written = to;
    }

    /** Copies a match. A match that overlaps its destination repeats its bytes. */
    private void copy(int to, int distance, int length) {
        if (distance == 1) {
            Arrays.fill(out, to, to + length, out[to - 1]);
            return;
        }
        int from = to - distance;
        int end = to + length;
        int at = to;
        while (at < end) {
            // each copy doubles the number of bytes that the next one can copy
            int part = Math.min(at - from, end - at);
            System.arraycopy(out, from, out, at, part);
            at += part;
        }
    }
}
