// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the answers of outputs into tensors, one for each value of an output: {@code kind.label},
 * {@code kind.probabilities}. Strings are {@code BYTES}, numbers {@code FP64}, integers {@code
 * INT64}, booleans {@code BOOL}; vectors of one length and numbers by name are {@code (records,
 * k)}. Every other value is its JSON, as {@code BYTES}.
 */
final class OutputTensors {

    private OutputTensors() {}

    /**
     * Returns the tensors.
     *
     * @param answers the values of the outputs, for each record
     */
    static List<Tensor> of(List<Map<String, Map<String, Object>>> answers) {
        List<Tensor> tensors = new ArrayList<>();
        for (String output : answers.get(0).keySet()) {
            Set<String> keys = new LinkedHashSet<>();
            answers.forEach(answer -> keys.addAll(answer.get(output).keySet()));
            for (String key : keys) {
                List<Object> values = new ArrayList<>();
                answers.forEach(answer -> values.add(answer.get(output).get(key)));
                tensors.add(tensor(output + "." + key, values));
            }
        }
        return tensors;
    }

    private static Tensor tensor(String name, List<Object> raw) {
        boolean floats = all(raw, float[].class) || all(raw, Float.class);
        List<Object> values = raw.stream().map(JsonTree::of).toList();
        if (all(values, String.class)) {
            return flat(name, "BYTES", values);
        }
        if (all(values, Boolean.class)) {
            return flat(name, "BOOL", values);
        }
        if (values.stream().allMatch(OutputTensors::isWhole)) {
            return flat(name, "INT64", values);
        }
        if (values.stream().allMatch(OutputTensors::isFinite)) {
            return flat(name, floats ? "FP32" : "FP64", values);
        }
        if (values.get(0) instanceof List<?> first && areRows(values, first.size())) {
            List<Object> elements = new ArrayList<>();
            values.forEach(row -> elements.addAll((List<?>) row));
            return table(name, floats ? "FP32" : "FP64", first.size(), elements, List.of());
        }
        if (values.get(0) instanceof Map<?, ?> first && areNamed(values, first)) {
            List<Object> elements = new ArrayList<>();
            values.forEach(
                    row -> first.keySet().forEach(key -> elements.add(((Map<?, ?>) row).get(key))));
            List<String> labels = first.keySet().stream().map(String::valueOf).toList();
            return table(name, "FP64", first.size(), elements, labels);
        }
        return flat(name, "BYTES", values.stream().<Object>map(OutputTensors::text).toList());
    }

    private static Tensor flat(String name, String datatype, List<Object> values) {
        return new Tensor(name, datatype, List.of((long) values.size()), values, List.of());
    }

    private static Tensor table(
            String name, String datatype, int width, List<Object> elements, List<String> labels) {
        long rows = elements.size() / width;
        return new Tensor(name, datatype, List.of(rows, (long) width), elements, labels);
    }

    private static boolean all(List<Object> values, Class<?> type) {
        return values.stream().allMatch(type::isInstance);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte;
    }

    /** Returns whether a value is a number that JSON can hold: a tensor has no missing elements. */
    private static boolean isFinite(Object value) {
        return isWhole(value) || value instanceof Double number && Double.isFinite(number);
    }

    private static boolean areRows(List<Object> values, int width) {
        return width > 0
                && values.stream()
                        .allMatch(
                                value ->
                                        value instanceof List<?> row
                                                && row.size() == width
                                                && row.stream().allMatch(OutputTensors::isFinite));
    }

    private static boolean areNamed(List<Object> values, Map<?, ?> first) {
        return !first.isEmpty()
                && values.stream()
                        .allMatch(
                                value ->
                                        value instanceof Map<?, ?> row
                                                && row.keySet().equals(first.keySet())
                                                && row.values().stream()
                                                        .allMatch(OutputTensors::isFinite));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.line(value);
    }
}
