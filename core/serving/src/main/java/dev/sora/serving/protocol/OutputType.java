// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.problem.Problem;
import dev.sora.serving.refusal.RefusedException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The type of the tensor for one value of an output. Strings are {@code BYTES}, integers {@code
 * INT64}, other numbers {@code FP64} or {@code FP32}, booleans {@code BOOL}; arrays of numbers, and
 * numbers by name, are {@code (records, k)}. Every other value is its JSON, as {@code BYTES}.
 *
 * @param datatype such as {@code FP64}
 * @param width the number of elements of a record; 0 for one that is not a list
 * @param labels what the elements of numbers by name stand for
 */
record OutputType(String datatype, int width, List<String> labels) {

    private static final String INTEGER = "INT64";
    private static final String FLOAT = "FP32";
    private static final String DOUBLE = "FP64";
    private static final String BYTES = "BYTES";

    /** The type of values that have no other: their JSON. */
    static final OutputType JSON = plain(BYTES);

    private static OutputType plain(String datatype) {
        return new OutputType(datatype, 0, List.of());
    }

    /** Returns the type of the tensor that a value begins. */
    static OutputType of(Object value) {
        if (value instanceof Boolean) {
            return plain("BOOL");
        }
        if (value instanceof Number number) {
            return plain(datatype(number.getClass()));
        }
        if (value instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.values().stream().allMatch(Number.class::isInstance)) {
            List<String> labels = map.keySet().stream().map(String::valueOf).toList();
            return new OutputType(DOUBLE, labels.size(), labels);
        }
        if (value != null && value.getClass().isArray() && Array.getLength(value) > 0) {
            Object first = Array.get(value, 0);
            if (value.getClass().getComponentType().isPrimitive() && first instanceof Number) {
                return new OutputType(
                        datatype(first.getClass()), Array.getLength(value), List.of());
            }
        }
        return JSON;
    }

    private static String datatype(Class<?> number) {
        if (number == Double.class) {
            return DOUBLE;
        }
        if (number == Float.class) {
            return FLOAT;
        }
        boolean whole =
                number == Long.class
                        || number == Integer.class
                        || number == Short.class
                        || number == Byte.class;
        return whole ? INTEGER : BYTES;
    }

    /** Returns a type for values of which none is known before. */
    static OutputType common(List<Object> values) {
        List<OutputType> types =
                values.stream().filter(Objects::nonNull).map(OutputType::of).distinct().toList();
        if (types.size() == 1) {
            return types.get(0);
        }
        boolean numbers =
                !types.isEmpty()
                        && types.stream()
                                .allMatch(
                                        type ->
                                                type.width == 0
                                                        && List.of(INTEGER, FLOAT, DOUBLE)
                                                                .contains(type.datatype));
        return numbers ? plain(DOUBLE) : JSON;
    }

    /** Returns the shape for a number of records; -1 for any. */
    List<Long> shape(long records) {
        return width == 0 ? List.of(records) : List.of(records, (long) width);
    }

    /**
     * Returns the elements of a record.
     *
     * @throws RefusedException if the value is of another type, missing, or no finite number
     */
    List<Object> elements(String tensor, int record, Object value) {
        List<Object> elements = new ArrayList<>();
        if (datatype.equals(BYTES)) {
            elements.add(value instanceof String text ? text : Json.line(JsonTree.of(value)));
            return elements;
        }
        if (value instanceof Map<?, ?> map && map.size() == width) {
            labels.forEach(label -> elements.add(map.get(label)));
        } else if (width > 0 && value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
        } else if (width == 0) {
            elements.add(value);
        }
        if (elements.size() != Math.max(1, width) || !elements.stream().allMatch(this::holds)) {
            throw new RefusedException(
                    406,
                    Problem.of("SORA-6121", "the answer has no value for '%s'".formatted(tensor))
                            .where("request, record " + record)
                            .needs("%s of shape %s".formatted(datatype, shape(-1)))
                            .have(value == null ? "none" : "a value of another type or shape")
                            .fix("ask /predict, whose answers may lack values"));
        }
        return elements;
    }

    private boolean holds(Object element) {
        return switch (datatype) {
            case "BOOL" -> element instanceof Boolean;
            case INTEGER ->
                    element instanceof Number whole && datatype(whole.getClass()).equals(INTEGER);
            default -> element instanceof Number number && Double.isFinite(number.doubleValue());
        };
    }
}
