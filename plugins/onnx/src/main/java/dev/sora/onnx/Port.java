// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.onnx.Wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An input or an output of a model.
 *
 * @param name its name in the file
 * @param element the code of its elements in ONNX
 * @param dimensions its dimensions, the batch first; -1 for one that the file leaves open
 * @param names what the file calls the dimensions; empty for one without a name
 */
record Port(String name, int element, List<Long> dimensions, List<String> names) {

    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;

    private static final int MOST_DIMENSIONS = 16;
    private static final Map<Integer, String> ELEMENTS =
            Map.of(
                    FLOAT, "float32", UINT8, "uint8", 3, "int8", INT32, "int32", INT64, "int64", 8,
                    "string", BOOL, "bool", 10, "float16", 11, "float64");

    /** Reads a {@code ValueInfoProto}. */
    static Port read(Wire in) {
        String name = "";
        int element = 0;
        List<Long> dimensions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean shaped = false;
        while (in.next()) {
            if (in.at(1)) {
                name = in.text();
            } else if (in.at(2)) {
                Wire type = in.message();
                while (type.next()) {
                    if (!type.at(1)) {
                        throw new WireException("'%s' is not a tensor".formatted(name));
                    }
                    Wire tensor = type.message();
                    while (tensor.next()) {
                        if (tensor.atNumber(1)) {
                            element = (int) tensor.varint();
                        } else if (tensor.at(2)) {
                            shaped = true;
                            shape(tensor.message(), dimensions, names);
                        } else {
                            tensor.skip();
                        }
                    }
                }
            } else {
                in.skip();
            }
        }
        if (!shaped) {
            throw new WireException("the file does not state the shape of '%s'".formatted(name));
        }
        return new Port(name, element, List.copyOf(dimensions), List.copyOf(names));
    }

    private static void shape(Wire shape, List<Long> dimensions, List<String> names) {
        while (shape.next()) {
            if (!shape.at(1)) {
                shape.skip();
                continue;
            }
            long size = -1;
            String name = "";
            Wire dimension = shape.message();
            while (dimension.next()) {
                if (dimension.atNumber(1)) {
                    size = dimension.varint();
                } else if (dimension.at(2)) {
                    name = dimension.text();
                } else {
                    dimension.skip();
                }
            }
            // some exporters write 0 or a negative number for a dimension that is open
            dimensions.add(size > 0 ? size : -1);
            names.add(name);
            if (dimensions.size() > MOST_DIMENSIONS || size > Integer.MAX_VALUE) {
                throw new WireException("a shape that is too large");
            }
        }
    }

    /** Returns the bytes of an element, for those that a model can be given. */
    int width() {
        return switch (element) {
            case UINT8 -> Byte.BYTES;
            case INT64 -> Long.BYTES;
            default -> Float.BYTES;
        };
    }

    /** Returns the number of elements; a double, because a file may state any dimensions. */
    static double product(long... dimensions) {
        double product = 1;
        for (long dimension : dimensions) {
            product *= dimension;
        }
        return product;
    }

    int rank() {
        return dimensions.size();
    }

    /** Returns what it is, for messages. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            shown.add(
                    dimensions.get(i) >= 0
                            ? Long.toString(dimensions.get(i))
                            : names.get(i).isEmpty() ? "?" : names.get(i));
        }
        return "%s: %s (%s)"
                .formatted(
                        name,
                        ELEMENTS.getOrDefault(element, "elements of type " + element),
                        String.join(", ", shown));
    }
}
