// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one message in the wire format of Protocol Buffers, one after the other.
 * Bytes are untrusted: every length is compared with what is left.
 */
final class WireReader {

    /** The format of numbers of variable length. */
    static final int VARINT = 0;

    /** The format of bytes, texts, messages and packed lists. */
    static final int BYTES = 2;

    private static final int FIXED64 = 1;
    private static final int FIXED32 = 5;

    private final ByteBuffer data;
    private int field;
    private int format;

    WireReader(ByteBuffer data) {
        this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Signals bytes that do not have the format. */
    static final class WireException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WireException(String message) {
            super(message);
        }
    }

    /** Moves to the next field; its value must then be read or skipped. */
    boolean next() {
        if (!data.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        format = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1fffffff) {
            throw new WireException("a field without a number");
        }
        return true;
    }

    boolean hasMore() {
        return data.hasRemaining();
    }

    boolean at(int number, int wanted) {
        return field == number && format == wanted;
    }

    /** Reads a number of variable length. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!data.hasRemaining()) {
                throw new WireException("the file is cut short");
            }
            byte b = data.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new WireException("a number of more than ten bytes");
    }

    /** Returns the bytes of a field, as a part of the data. */
    ByteBuffer bytes() {
        long length = varint();
        if (length < 0 || length > data.remaining()) {
            throw new WireException("the file is cut short");
        }
        ByteBuffer part = data.slice(data.position(), (int) length);
        data.position(data.position() + (int) length);
        return part.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a text of limited length. */
    String text(int most) {
        ByteBuffer bytes = bytes();
        if (bytes.remaining() > most) {
            throw new WireException("a name of %d bytes".formatted(bytes.remaining()));
        }
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** Skips the value of the field. */
    void skip() {
        switch (format) {
            case VARINT -> varint();
            case BYTES -> bytes();
            case FIXED64 -> advance(Long.BYTES);
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new WireException("a field of an unknown format");
        }
    }

    private void advance(int bytes) {
        if (data.remaining() < bytes) {
            throw new WireException("the file is cut short");
        }
        data.position(data.position() + bytes);
    }
}
