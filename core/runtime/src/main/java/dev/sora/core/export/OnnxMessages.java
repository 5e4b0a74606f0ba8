// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import ai.djl.ndarray.types.DataType;
import dev.sora.export.OnnxValue;
import java.util.List;
import java.util.Map;

/** Creates the messages of ONNX; the numbers are those of fields in {@code onnx.proto}. */
final class OnnxMessages {

    /** The version of the file format that belongs to operator set 17. */
    static final int FORMAT = 8;

    static final int OPERATORS = 17;

    static final int FLOAT = 1;
    static final int INT64 = 7;

    private static final int INT32 = 6;

    private OnnxMessages() {}

    static WireWriter node(
            String name,
            String operator,
            List<String> inputs,
            String output,
            Map<String, ?> attributes) {
        WireWriter node = new WireWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, name).text(4, operator);
        attributes.keySet().stream()
                .sorted()
                .forEach(key -> node.message(5, attribute(key, attributes.get(key))));
        return node;
    }

    private static WireWriter attribute(String name, Object value) {
        WireWriter attribute = new WireWriter().text(1, name);
        if (value instanceof Float number) {
            return attribute.single(2, number).integer(20, 1);
        }
        if (value instanceof Long number) {
            return attribute.integer(3, number).integer(20, 2);
        }
        if (value instanceof String text) {
            return attribute.text(4, text).integer(20, 3);
        }
        if (value instanceof long[] numbers) {
            for (long number : numbers) {
                attribute.integer(8, number);
            }
            return attribute.integer(20, 7);
        }
        throw new IllegalArgumentException("attribute '%s' is %s".formatted(name, value));
    }

    /** Returns a constant tensor, whose bytes are little-endian. */
    static WireWriter tensor(String name, int type, List<Long> shape, byte[] data) {
        WireWriter tensor = new WireWriter();
        shape.forEach(dimension -> tensor.integer(1, dimension));
        return tensor.integer(2, type).text(8, name).bytes(9, data);
    }

    /** Returns an input or output of the graph; its first dimension is the batch. */
    static WireWriter value(String name, OnnxValue value) {
        WireWriter shape = new WireWriter();
        shape.message(1, new WireWriter().text(2, "batch"));
        long[] dimensions = value.spec().shape().getShape();
        for (int i = 0; i < dimensions.length; i++) {
            WireWriter dimension = new WireWriter();
            if (dimensions[i] < 0) {
                dimension.text(2, "%s_%d".formatted(name, i + 1));
            } else {
                dimension.integer(1, dimensions[i]);
            }
            shape.message(1, dimension);
        }
        WireWriter tensor = new WireWriter().integer(1, type(value)).message(2, shape);
        return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
    }

    private static int type(OnnxValue value) {
        DataType type = value.spec().type();
        return switch (type) {
            case FLOAT32 -> FLOAT;
            case INT32 -> INT32;
            case INT64 -> INT64;
            default -> throw new UnsupportedOperationException("tensors of " + type);
        };
    }
}
