// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The prediction of a model for one record, or the error of the record.
 *
 * <p>The values of outputs and the fields of Sora are separate, so names that manifests and plugins
 * choose cannot collide with them.
 *
 * @param origin the file that the record comes from; {@code memory} for a record of a program
 * @param number the number of the record, counted from 1; broken records count
 * @param kept the columns that pass through unchanged, with null for a missing value
 * @param outputs the predicted values by the name of the output, such as {@code {label=7,
 *     probability=0.98, probabilities={…}}}; empty if the record is broken
 * @param error what is wrong with the record, if it is broken
 */
public record Prediction(
        String origin,
        long number,
        Map<String, Object> kept,
        Map<String, Map<String, Object>> outputs,
        Optional<Problem> error) {

    private static final String RECORD = "record";
    private static final String NUMBER = "number";
    private static final String KEEP = "keep";
    private static final String ERROR = "error";
    private static final Set<String> OWN = Set.of(RECORD, NUMBER, KEEP, ERROR);

    /** Copies the maps and keeps their order. */
    public Prediction {
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Returns whether the record is broken and therefore has no prediction. */
    public boolean isBroken() {
        return error.isPresent();
    }

    /**
     * Returns the prediction of an output.
     *
     * @throws IllegalArgumentException if the model has no output of that name
     * @throws IllegalStateException if the record is broken
     */
    public Map<String, Object> output(String name) {
        error.ifPresent(
                problem -> {
                    throw new IllegalStateException("nothing is predicted: " + problem);
                });
        Map<String, Object> answer = outputs.get(name);
        if (answer == null) {
            throw new IllegalArgumentException(
                    "the model has no output '%s', but %s".formatted(name, outputs.keySet()));
        }
        return answer;
    }

    /**
     * Returns the prediction of the only output.
     *
     * @throws IllegalStateException if the model has several outputs, or if the record is broken
     */
    public Map<String, Object> output() {
        if (outputs.size() > 1) {
            throw new IllegalStateException("the model has several outputs: " + outputs.keySet());
        }
        return output(outputs.isEmpty() ? "" : outputs.keySet().iterator().next());
    }

    /**
     * Returns the prediction of an output, with values by their type.
     *
     * @throws IllegalArgumentException if the model has no output of that name
     * @throws IllegalStateException if the record is broken
     */
    public Answer answer(String name) {
        return new Answer(output(name));
    }

    /**
     * Returns the prediction of the only output, with values by their type.
     *
     * @throws IllegalStateException if the model has several outputs, or if the record is broken
     */
    public Answer answer() {
        return new Answer(output());
    }

    /**
     * Returns the line that {@code sora predict} writes. It has the keys {@code record}, {@code
     * number}, {@code keep} and {@code error}, and the values of a single output, or those of
     * several outputs under the name of each. An output whose name equals one of these keys is
     * written under {@code output.NAME}; a value of a single output whose name equals one of them,
     * under {@code NAME.KEY}. Values are as the outputs return them, of any type; {@link #json()}
     * converts them.
     */
    public Map<String, Object> line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(RECORD, origin);
        line.put(NUMBER, number);
        if (!kept.isEmpty()) {
            line.put(KEEP, kept);
        }
        error.ifPresent(problem -> line.put(ERROR, tree(problem)));
        outputs.forEach(
                (name, values) -> {
                    if (outputs.size() > 1) {
                        line.put(OWN.contains(name) ? "output." + name : name, values);
                    } else {
                        values.forEach(
                                (key, value) ->
                                        line.put(
                                                OWN.contains(key) ? name + "." + key : key, value));
                    }
                });
        return line;
    }

    /**
     * Returns {@link #line()} as one line of JSON without a line end, as {@code sora predict}
     * writes it. Values of other types than those of JSON are written as strings, NaN and
     * infinities as null.
     */
    public String json() {
        return Json.line(JsonTree.of(line()));
    }

    private static Map<String, Object> tree(Problem problem) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", problem.code());
        error.put("message", problem.message());
        error.put("where", problem.where());
        error.put("needs", problem.needs());
        error.put("have", problem.have());
        error.put("fix", problem.fix());
        error.values().removeIf(List.of("")::contains);
        return error;
    }
}
