// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model predicts for one record, or what is wrong with the record. What outputs predict
 * stands apart from what Sora says of the record: no name that a manifest or a plugin chooses meets
 * another.
 *
 * @param origin the file that the record comes from; {@code memory} for what a program holds
 * @param number counts all records from 1, broken ones too
 * @param kept the columns that pass through, with null for a value that is missing
 * @param outputs by the name of each output what it predicts, such as {@code {label=7,
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

    /** Keeps the order of the maps. */
    public Prediction {
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Returns whether the record is broken, so that nothing is predicted for it. */
    public boolean isBroken() {
        return error.isPresent();
    }

    /**
     * Returns what an output predicts.
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
     * Returns what the only output predicts.
     *
     * @throws IllegalStateException if the model has several, or the record is broken
     */
    public Map<String, Object> output() {
        if (outputs.size() > 1) {
            throw new IllegalStateException("the model has several outputs: " + outputs.keySet());
        }
        return output(outputs.isEmpty() ? "" : outputs.keySet().iterator().next());
    }

    /**
     * Returns the line that {@code sora predict} writes: {@code record}, {@code number}, {@code
     * keep} and {@code error}, and beside them the values of a single output, or those of several
     * outputs under the name of each. An output called like one of these keys stands under {@code
     * output.NAME}, such a value of a single output under {@code NAME.KEY}.
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
