// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.io.TensorData;
import dev.sora.core.weights.OnnxTypes;
import dev.sora.export.OnnxValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Creates the messages of ONNX; the numbers are those of fields in {@code onnx.proto}. */
final class OnnxMessages {

    /** The version of the file format that belongs to operator set 17. */
    static final int FORMAT = 8;

    static final int OPERATORS = 17;

    /** The domain of the operators for machine learning, and their version. */
    static final String LEARNING = "ai.onnx.ml";

    static final int LEARNING_OPERATORS = 3;

    private OnnxMessages() {}

    static WireWriter node(
            String name,
            String operator,
            List<String> inputs,
            String output,
            Map<String, ?> attributes) {
        WireWriter node = new WireWriter();
        inputs.forEach(input -> node.text(1, input));
        boolean learning = operator.startsWith(LEARNING + ".");
        node.text(2, output)
                .text(3, name)
                .text(4, learning ? operator.substring(LEARNING.length() + 1) : operator);
        attributes.keySet().stream()
                .sorted()
                .forEach(key -> node.message(5, attribute(key, attributes.get(key))));
        return learning ? node.text(7, LEARNING) : node;
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
        if (value instanceof String[] texts) {
            for (String text : texts) {
                attribute.text(9, text);
            }
            return attribute.integer(20, 8);
        }
        throw new IllegalArgumentException("attribute '%s' is %s".formatted(name, value));
    }

    /** Returns a constant tensor. Its elements are written from the buffer of the tensor. */
    static WireWriter tensor(String name, TensorData data) {
        WireWriter tensor = new WireWriter();
        data.shape().forEach(dimension -> tensor.integer(1, dimension));
        return tensor.integer(2, type(data.type())).text(8, name).bytes(9, data.buffer());
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
        WireWriter tensor =
                new WireWriter().integer(1, type(value.spec().type())).message(2, shape);
        return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
    }

    /**
     * Returns the number of an element type of a tensor in the graph.
     *
     * @throws UnsupportedOperationException if the operators have no such type
     */
    static int type(DataType type) {
        return switch (type) {
            case FLOAT32 -> OnnxTypes.FLOAT;
            case UINT8 -> OnnxTypes.UINT8;
            case INT8 -> OnnxTypes.INT8;
            case INT32 -> OnnxTypes.INT32;
            case INT64 -> OnnxTypes.INT64;
            case BOOLEAN -> OnnxTypes.BOOL;
            case FLOAT16 -> OnnxTypes.FLOAT16;
            case FLOAT64 -> OnnxTypes.DOUBLE;
            case STRING -> OnnxTypes.STRING;
            default ->
                    throw new UnsupportedOperationException(
                            "its values are %s, which is not a type of exported tensors"
                                    .formatted(type.name().toLowerCase(Locale.ROOT)));
        };
    }

    /** Returns the number of an element type of a file. */
    static int type(TensorData.Type type) {
        return switch (type) {
            case F32 -> OnnxTypes.FLOAT;
            case I64 -> OnnxTypes.INT64;
            case F64 -> OnnxTypes.DOUBLE;
            case I32 -> OnnxTypes.INT32;
            case U8 -> OnnxTypes.UINT8;
            case BOOL -> OnnxTypes.BOOL;
            case F16 -> OnnxTypes.FLOAT16;
            case BF16 -> OnnxTypes.BFLOAT16;
        };
    }
}
