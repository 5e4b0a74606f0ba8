// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes messages of Protocol Buffers for tests. */
final class Wire {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Wire number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    Wire bytes(int field, byte... value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Wire text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int field, Wire value) {
        return bytes(field, value.toBytes());
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(toBytes());
    }

    /** Returns a tensor as ONNX writes it. */
    static Wire tensor(String name, int type, byte[] data, long... shape) {
        Wire tensor = new Wire();
        for (long dimension : shape) {
            tensor.number(1, dimension);
        }
        return tensor.number(2, type).text(8, name).bytes(9, data);
    }

    static Wire floats(String name, float[] values, long... shape) {
        return tensor(name, OnnxTypes.FLOAT, floats(values), shape);
    }

    static byte[] floats(float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    static Wire node(String name, String operator, String... inputs) {
        Wire node = new Wire();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(3, name).text(4, operator);
    }
}
