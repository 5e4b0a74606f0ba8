// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.data.ImageValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a model answers a record as it does: the share of each particle in the score of the answer,
 * and which parts of the inputs the score is read from.
 *
 * @param origin where the record comes from, such as the name of a file
 * @param number the number of the record, counted from 1
 * @param outputs the explanation of each output, by its name
 */
public record Explanation(String origin, long number, Map<String, OfOutput> outputs) {

    /** Copies the map and keeps its order. */
    public Explanation {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * The explanation of the answer of one output.
     *
     * @param answer the answer as the output decodes it; empty if it decodes no single record
     * @param score what the explained number is, such as {@code the logit of the class 'high'}
     * @param prediction the explained score of the answer: the logit of a class, the value of a
     *     number in the unit of the data
     * @param baseline the same score if the particles have their baseline values
     * @param particles the share of each particle, {@code view[1]} for a member of a generation;
     *     they add up to {@code prediction - baseline}
     * @param inputs the explanation of each input, by its name
     * @param method how the shares were computed: {@code additive}, {@code shapley} or {@code
     *     sampled-shapley}
     * @param error the greatest standard error of a share, in the unit of the score; 0 if none was
     *     sampled
     * @param notes what the reader must know of these numbers, one sentence each
     */
    public record OfOutput(
            Optional<Map<String, Object>> answer,
            String score,
            double prediction,
            double baseline,
            Map<String, Double> particles,
            Map<String, OfInput> inputs,
            String method,
            double error,
            List<String> notes) {

        /** Copies the collections and keeps their order. */
        public OfOutput {
            particles = Collections.unmodifiableMap(new LinkedHashMap<>(particles));
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
            notes = List.copyOf(notes);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("answer", answer.<Object>map(OfOutput::principal).orElse(null));
            tree.put("score", score);
            tree.put("prediction", prediction);
            tree.put("baseline", baseline);
            tree.put("particles", particles);
            Map<String, Object> parts = new LinkedHashMap<>();
            inputs.forEach((name, input) -> parts.put(name, input.tree()));
            tree.put("inputs", parts);
            tree.put("method", method);
            tree.put("error", error);
            if (!notes.isEmpty()) {
                tree.put("notes", notes);
            }
            return tree;
        }

        /** Returns the answer itself: the first value that the output decodes. */
        private static Object principal(Map<String, Object> decoded) {
            return decoded.isEmpty() ? null : decoded.values().iterator().next();
        }
    }

    /**
     * The explanation of one input.
     *
     * @param method the method that was used
     * @param node the node whose values were attributed: the input itself, or what embeds it
     * @param labels what the values stand for, such as tokens or features; empty for pictures
     * @param shape the dimensions of the values: one for features and steps, rows and columns for a
     *     picture
     * @param sequence whether they are the steps of a sequence, such as the tokens of a text
     * @param values the attributions in row-major order
     * @param total the difference that the input makes to the score, if the method attributes it
     * @param error by how much the attributions miss the difference that all inputs make, in the
     *     unit of the score
     * @param picture what the network sees, if the input is a picture; JSON leaves it out
     * @param notes what the reader must know of these numbers, one sentence each
     */
    public record OfInput(
            String method,
            String node,
            List<String> labels,
            List<Integer> shape,
            boolean sequence,
            List<Double> values,
            Optional<Double> total,
            double error,
            Optional<ImageValue> picture,
            List<String> notes) {

        /** Copies the lists. */
        public OfInput {
            labels = List.copyOf(labels);
            shape = List.copyOf(shape);
            values = List.copyOf(values);
            notes = List.copyOf(notes);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("method", method);
            tree.put("node", node);
            if (!labels.isEmpty()) {
                tree.put("labels", labels);
            }
            tree.put("shape", shape);
            tree.put("values", rows());
            total.ifPresent(sum -> tree.put("total", sum));
            tree.put("error", error);
            if (!notes.isEmpty()) {
                tree.put("notes", notes);
            }
            return tree;
        }

        /** Returns the values as a list, or as a list of rows. */
        private List<?> rows() {
            if (shape.size() != 2) {
                return values;
            }
            List<List<Double>> rows = new ArrayList<>();
            int width = shape.get(1);
            for (int row = 0; row < shape.get(0); row++) {
                rows.add(values.subList(row * width, (row + 1) * width));
            }
            return rows;
        }
    }

    /** Returns the object that {@code sora explain --json} prints for a record. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("record", origin);
        tree.put("number", number);
        Map<String, Object> all = new LinkedHashMap<>();
        outputs.forEach((name, output) -> all.put(name, output.tree()));
        tree.put("outputs", all);
        return tree;
    }

    /** Returns {@link #tree()} as one line of JSON without a line end. */
    public String json() {
        return Json.line(JsonTree.of(tree()));
    }
}
