// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts or bytes. */
abstract class ByteRuns extends Vector {

    /** Throws an exception for invalid UTF-8. It is not shared: one thread uses a vector. */
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);

    ByteRuns(int length, ByteBuffer validity) {
        super(length, validity);
    }

    /** Returns a buffer that is limited to the bytes of one value. */
    abstract ByteBuffer run(int row);

    @Override
    final byte[] bytes(int row) {
        ByteBuffer run = run(row);
        byte[] bytes = new byte[run.remaining()];
        run.get(bytes);
        return bytes;
    }

    @Override
    final String text(int row) {
        ByteBuffer run = run(row);
        int from = run.arrayOffset() + run.position();
        int end = run.arrayOffset() + run.limit();
        for (int i = from; i < end; i++) {
            if (run.array()[i] < 0) {
                return decoded(run);
            }
        }
        return new String(run.array(), from, end - from, StandardCharsets.US_ASCII);
    }

    private String decoded(ByteBuffer run) {
        ByteBuffer copy = run.duplicate();
        try {
            CharBuffer text = decoder.decode(run);
            return text.toString();
        } catch (CharacterCodingException e) {
            byte[] bytes = new byte[Math.min(40, copy.remaining())];
            copy.get(bytes);
            throw new UnfitValueException(
                    "text in UTF-8", "bytes that are invalid in it: " + Arrays.toString(bytes));
        }
    }

    /** Contiguous values with offsets. */
    static final class Offset extends ByteRuns {

        private final ByteBuffer offsets;
        private final int width;
        private final ByteBuffer data;

        Offset(int length, ByteBuffer validity, ByteBuffer offsets, int width, ByteBuffer data) {
            super(length, validity);
            this.offsets = offsets;
            this.width = width;
            this.data = data;
        }

        @Override
        ByteBuffer run(int row) {
            int from = place(offsets, row, width, 0, data.limit());
            int to = place(offsets, row + 1, width, from, data.limit());
            return data.duplicate().limit(to).position(from);
        }
    }

    /** Values of a fixed size. */
    static final class Fixed extends ByteRuns {

        private final ByteBuffer data;
        private final int width;

        Fixed(int length, ByteBuffer validity, ByteBuffer data, int width) {
            super(length, validity);
            this.data = data;
            this.width = width;
        }

        @Override
        ByteBuffer run(int row) {
            return data.duplicate().limit(row * width + width).position(row * width);
        }
    }

    /** Values of up to 12 bytes inline, longer values in one of several buffers. */
    static final class View extends ByteRuns {

        private static final int SIZE = 16;
        private static final int IN_PLACE = 12;

        private final ByteBuffer views;
        private final ByteBuffer[] buffers;

        View(int length, ByteBuffer validity, ByteBuffer views, ByteBuffer[] buffers) {
            super(length, validity);
            this.views = views;
            this.buffers = buffers;
        }

        @Override
        ByteBuffer run(int row) {
            int at = row * SIZE;
            int size = views.getInt(at);
            if (size >= 0 && size <= IN_PLACE) {
                return views.duplicate().limit(at + 4 + size).position(at + 4);
            }
            int buffer = views.getInt(at + 8);
            int from = views.getInt(at + 12);
            boolean known = buffer >= 0 && buffer < buffers.length;
            if (!known || size < 0 || from < 0 || from > buffers[buffer].limit() - size) {
                throw new Damaged(
                        "a view of %,d bytes at %,d of buffer %d, which do not exist"
                                .formatted(size, from, buffer));
            }
            return buffers[buffer].duplicate().limit(from + size).position(from);
        }
    }
}
