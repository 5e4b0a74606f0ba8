// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one message in the wire format of Protocol Buffers, one after the other.
 * Bytes are untrusted: every length is compared with what is left.
 */
final class Wire {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_NAME = 4_096;

    private final ByteBuffer data;
    private int field;
    private int format;

    Wire(ByteBuffer data) {
        this.data = data.slice();
    }

    /** Signals bytes that do not have the format, or a model that is not taken. */
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
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1fffffff) {
            throw new WireException("a field without a number");
        }
        field = (int) (tag >>> 3);
        format = (int) (tag & 7);
        return true;
    }

    /** Returns whether the field is a message, a text or bytes. */
    boolean at(int number) {
        return field == number && format == BYTES;
    }

    boolean atNumber(int number) {
        return field == number && format == VARINT;
    }

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

    Wire message() {
        return new Wire(bytes());
    }

    String text() {
        ByteBuffer bytes = bytes();
        if (bytes.remaining() > LONGEST_NAME) {
            throw new WireException("a name of %d bytes".formatted(bytes.remaining()));
        }
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    void skip() {
        switch (format) {
            case VARINT -> varint();
            case BYTES -> bytes();
            case FIXED64 -> advance(Long.BYTES);
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new WireException("a field of an unknown format");
        }
    }

    private ByteBuffer bytes() {
        long length = varint();
        if (length < 0 || length > data.remaining()) {
            throw new WireException("the file is cut short");
        }
        ByteBuffer part = data.slice(data.position(), (int) length);
        advance((int) length);
        return part;
    }

    private void advance(int bytes) {
        if (data.remaining() < bytes) {
            throw new WireException("the file is cut short");
        }
        data.position(data.position() + bytes);
    }
}
