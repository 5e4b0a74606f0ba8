// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One message in the wire format of protocol buffers. Large fields are not copied: their buffers
 * are written when the message is. A message is complete before it becomes part of another one.
 */
final class WireWriter {

    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int CHUNK = 1 << 16;

    /** Complete parts, before the bytes of {@link #out}. */
    private final List<ByteBuffer> parts = new ArrayList<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long partsLength;

    WireWriter integer(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    WireWriter single(int field, float value) {
        varint((long) field << 3 | FIXED32);
        byte[] bytes =
                ByteBuffer.allocate(Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(value)
                        .array();
        out.writeBytes(bytes);
        return this;
    }

    WireWriter text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        header(field, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** Adds all bytes of a buffer, which must not change before the message is written. */
    WireWriter bytes(int field, ByteBuffer value) {
        header(field, value.remaining());
        add(value.slice());
        return this;
    }

    WireWriter message(int field, WireWriter value) {
        header(field, value.length());
        value.parts.forEach(this::add);
        out.writeBytes(value.out.toByteArray());
        return this;
    }

    private void header(int field, long length) {
        varint((long) field << 3 | BYTES);
        varint(length);
    }

    private void add(ByteBuffer part) {
        if (out.size() > 0) {
            ByteBuffer before = ByteBuffer.wrap(out.toByteArray());
            out.reset();
            partsLength += before.remaining();
            parts.add(before);
        }
        partsLength += part.remaining();
        parts.add(part);
    }

    /** Returns the number of bytes of the message. */
    long length() {
        return partsLength + out.size();
    }

    /**
     * Seven bits a byte, the lowest first; the highest bit of a byte tells that another follows.
     */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Writes the message; may be called several times. */
    void write(OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (ByteBuffer part : parts) {
            ByteBuffer rest = part.duplicate();
            while (rest.hasRemaining()) {
                int n = Math.min(chunk.length, rest.remaining());
                rest.get(chunk, 0, n);
                to.write(chunk, 0, n);
            }
        }
        out.writeTo(to);
    }
}
