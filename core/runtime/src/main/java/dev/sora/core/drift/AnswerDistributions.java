// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes distributions of predictions: of labels and of scores, or whatever fields answers have. */
public final class AnswerDistributions {

    private AnswerDistributions() {}

    /**
     * Returns what is watched of answers: each field that is a number, or a name that occurs again.
     *
     * @param answers for each record the fields by output
     */
    public static List<WatchedValue> of(List<Map<String, Map<String, Object>>> answers) {
        Map<String, Map<String, List<Object>>> values = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            for (Map.Entry<String, Map<String, Object>> output : answers.get(i).entrySet()) {
                Map<String, List<Object>> fields =
                        values.computeIfAbsent(output.getKey(), name -> new LinkedHashMap<>());
                for (Map.Entry<String, Object> field : output.getValue().entrySet()) {
                    fields.computeIfAbsent(field.getKey(), key -> new ArrayList<>())
                            .add(field.getValue());
                }
            }
        }
        List<WatchedValue> made = new ArrayList<>();
        values.forEach(
                (output, fields) ->
                        fields.forEach(
                                (field, all) ->
                                        of(all, answers.size())
                                                .ifPresent(
                                                        found ->
                                                                made.add(
                                                                        WatchedValue.ofAnswer(
                                                                                output, field,
                                                                                found)))));
        return made;
    }

    private static Optional<Distribution> of(List<Object> values, int records) {
        List<Object> present = values.stream().filter(Objects::nonNull).toList();
        if (present.isEmpty() || values.size() < records) {
            return Optional.empty();
        }
        if (present.stream().allMatch(value -> value instanceof Double || value instanceof Float)) {
            return Samples.numbers(values.stream().map(value -> (Number) value).toList());
        }
        boolean named =
                present.stream()
                        .allMatch(
                                value ->
                                        value instanceof String
                                                || value instanceof Boolean
                                                || value instanceof Number);
        return named ? Samples.names(values) : Optional.empty();
    }
}
