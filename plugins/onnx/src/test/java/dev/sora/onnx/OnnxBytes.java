// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a message of {@code onnx.proto}, field by field. */
final class OnnxBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    OnnxBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    OnnxBytes bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    OnnxBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    OnnxBytes message(int field, OnnxBytes value) {
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

    /** An operator: {@code output = operator(inputs)}. */
    static OnnxBytes node(String operator, String output, String... inputs) {
        OnnxBytes node = new OnnxBytes();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    static OnnxBytes weight(String name, float[] values, long... shape) {
        OnnxBytes tensor = new OnnxBytes();
        for (long dimension : shape) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, Port.FLOAT).text(8, name).bytes(9, raw.array());
    }

    /** An input or an output; a dimension is a number, or the name of an open one. */
    static OnnxBytes port(String name, int element, String... dimensions) {
        OnnxBytes shape = new OnnxBytes();
        for (String dimension : dimensions) {
            shape.message(
                    1,
                    Character.isDigit(dimension.charAt(0))
                            ? new OnnxBytes().number(1, Long.parseLong(dimension))
                            : new OnnxBytes().text(2, dimension));
        }
        OnnxBytes tensor = new OnnxBytes().number(1, element).message(2, shape);
        return new OnnxBytes().text(1, name).message(2, new OnnxBytes().message(1, tensor));
    }

    static byte[] model(OnnxBytes graph) {
        return new OnnxBytes()
                .number(1, 8)
                .message(7, graph.text(2, "graph"))
                .message(8, new OnnxBytes().number(2, 17))
                .toBytes();
    }

    /** {@code y = tanh(x W)} of vectors of three values. */
    static OnnxBytes dense() {
        return dense("batch");
    }

    /**
     * The same.
     *
     * @param batch the number of records, or the name of an open one
     */
    static OnnxBytes dense(String batch) {
        return new OnnxBytes()
                .message(1, node("MatMul", "product", "x", "w"))
                .message(1, node("Tanh", "y", "product"))
                .message(5, weight("w", new float[] {1, 0.5f, -1, 2, 0.25f, 3}, 3, 2))
                .message(11, port("x", Port.FLOAT, batch, "3"))
                .message(12, port("y", Port.FLOAT, batch, "2"));
    }

    /**
     * Vectors of tokens by their indices, plus the first row of a second table, zero where the mask
     * is: {@code (batch, steps, 2)}.
     */
    static OnnxBytes tokens() {
        return tokens("batch", "steps");
    }

    /** The same, with numbers for what a file fixes. */
    static OnnxBytes tokens(String batch, String steps) {
        return new OnnxBytes()
                .message(1, node("Gather", "words", "table", "input_ids"))
                .message(1, node("Gather", "kinds", "types", "token_type_ids"))
                .message(1, node("Add", "sum", "words", "kinds"))
                .message(1, node("Cast", "valid", "attention_mask").message(5, to()))
                .message(1, node("Unsqueeze", "column", "valid", "axes"))
                .message(1, node("Mul", "states", "sum", "column"))
                .message(5, weight("table", new float[] {9, 9, 1, 2, 3, 4, 5, 6}, 4, 2))
                .message(5, weight("types", new float[] {0.5f, 0.25f}, 1, 2))
                .message(
                        5,
                        new OnnxBytes()
                                .number(1, 1)
                                .number(2, Port.INT64)
                                .text(8, "axes")
                                .bytes(9, new byte[] {2, 0, 0, 0, 0, 0, 0, 0}))
                .message(11, port("input_ids", Port.INT64, batch, steps))
                .message(11, port("attention_mask", Port.INT64, batch, steps))
                .message(11, port("token_type_ids", Port.INT64, batch, steps))
                .message(12, port("states", Port.FLOAT, batch, steps, "2"));
    }

    /** The means of sequences over their steps, whatever is padding: {@code (batch, 3)}. */
    static OnnxBytes means() {
        OnnxBytes axes = new OnnxBytes().text(1, "axes").number(8, 1).number(20, 7);
        OnnxBytes dropped = new OnnxBytes().text(1, "keepdims").number(3, 0).number(20, 2);
        return new OnnxBytes()
                .message(1, node("ReduceMean", "y", "x").message(5, axes).message(5, dropped))
                .message(11, port("x", Port.FLOAT, "batch", "steps", "3"))
                .message(12, port("y", Port.FLOAT, "batch", "3"));
    }

    /** Shares of each step in its sequence, whatever is padding: {@code (batch, steps, 3)}. */
    static OnnxBytes normalised() {
        OnnxBytes axis = new OnnxBytes().text(1, "axis").number(3, 1).number(20, 2);
        return new OnnxBytes()
                .message(1, node("Softmax", "y", "x").message(5, axis))
                .message(11, port("x", Port.FLOAT, "batch", "steps", "3"))
                .message(12, port("y", Port.FLOAT, "batch", "steps", "3"));
    }

    private static OnnxBytes to() {
        return new OnnxBytes().text(1, "to").number(3, Port.FLOAT).number(20, 2);
    }
}
