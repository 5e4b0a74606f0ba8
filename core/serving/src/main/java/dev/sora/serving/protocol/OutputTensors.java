// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.serving.refusal.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the answers of outputs into tensors, one for each value of an output: {@code kind.label},
 * {@code kind.probabilities}. The type of a tensor does not depend on the request: it is that which
 * the model's first answer showed, see {@link OutputType}.
 */
final class OutputTensors {

    private OutputTensors() {}

    /**
     * Returns the tensors.
     *
     * @param answers the values of the outputs, for each record
     * @param wanted the names of the tensors, in order; all if empty
     * @param first the first answer of the model; absent if it is not known, so that the types are
     *     those of these answers
     * @throws dev.sora.serving.refusal.RefusedException if a value has no place in its tensor, the
     *     model has no tensor of a wanted name, or they have more elements than JSON has values
     */
    static List<Tensor> of(
            List<Map<String, Map<String, Object>>> answers,
            List<String> wanted,
            Optional<Map<String, Map<String, Object>>> first) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        first.ifPresent(
                known ->
                        known.forEach(
                                (output, values) ->
                                        values.keySet()
                                                .forEach(key -> column(columns, output, key))));
        for (int i = 0; i < answers.size(); i++) {
            for (Map.Entry<String, Map<String, Object>> output : answers.get(i).entrySet()) {
                for (Map.Entry<String, Object> value : output.getValue().entrySet()) {
                    List<Object> column = column(columns, output.getKey(), value.getKey());
                    pad(column, i);
                    column.add(value.getValue());
                }
            }
        }
        Map<String, OutputType> types = new LinkedHashMap<>();
        first.ifPresent(known -> types.putAll(types(known)));
        List<Tensor> tensors = new ArrayList<>();
        long elements = 0;
        for (String name : wanted.isEmpty() ? List.copyOf(columns.keySet()) : wanted) {
            List<Object> values = columns.get(name);
            if (values == null) {
                throw Refusals.malformed(
                        "request, outputs",
                        "the model has no such output",
                        String.join(", ", columns.keySet()),
                        name);
            }
            pad(values, answers.size());
            OutputType usual = first.isPresent() ? OutputType.JSON : OutputType.common(values);
            OutputType type = types.getOrDefault(name, usual);
            elements += (long) values.size() * Math.max(1, type.width());
            if (elements > Json.MAX_VALUES) {
                throw Refusals.largeAnswer();
            }
            tensors.add(tensor(name, type, values));
        }
        return tensors;
    }

    private static List<Object> column(
            Map<String, List<Object>> columns, String output, String key) {
        return columns.computeIfAbsent(output + "." + key, name -> new ArrayList<>());
    }

    /** Adds nothing for the records that have no value under this name. */
    private static void pad(List<Object> column, int size) {
        while (column.size() < size) {
            column.add(null);
        }
    }

    private static Map<String, OutputType> types(Map<String, Map<String, Object>> known) {
        Map<String, OutputType> types = new LinkedHashMap<>();
        known.forEach(
                (output, values) ->
                        values.forEach(
                                (key, value) ->
                                        types.put(output + "." + key, OutputType.of(value))));
        return types;
    }

    /** Returns descriptions of the tensors of a model, for any number of records. */
    static List<Map<String, Object>> described(Map<String, Map<String, Object>> first) {
        List<Map<String, Object>> described = new ArrayList<>();
        types(first)
                .forEach(
                        (name, type) -> {
                            Map<String, Object> tree = new LinkedHashMap<>();
                            tree.put("name", name);
                            tree.put("datatype", type.datatype());
                            tree.put("shape", type.shape(-1));
                            described.add(tree);
                        });
        return described;
    }

    private static Tensor tensor(String name, OutputType type, List<Object> values) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            elements.addAll(type.elements(name, i + 1, values.get(i)));
        }
        return new Tensor(
                name,
                type.datatype(),
                type.shape(values.size()),
                elements.stream().map(JsonTree::of).toList(),
                type.labels());
    }
}
