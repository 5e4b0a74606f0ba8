// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.export.OnnxGraph;
import dev.sora.nlp.layer.Steps;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ONNX operators over the valid steps of sequences {@code (batch, steps, features)}: those of
 * {@link Steps}. Without lengths, all steps are valid.
 */
final class StepOperators {

    private static final Map<String, ?> OVER_STEPS = Map.of("axes", new long[] {1}, "keepdims", 0L);
    private static final Map<String, ?> NONE = Map.of();
    private static final Map<String, ?> FLOATS = Map.of("to", 1L);
    private static final Map<String, ?> INTEGERS = Map.of("to", 7L);

    private final OnnxGraph graph;
    private final Optional<String> lengths;

    /**
     * @param lengths the name of the number of valid steps, {@code (batch)}
     */
    StepOperators(OnnxGraph graph, Optional<String> lengths) {
        this.graph = graph;
        this.lengths = lengths;
    }

    /**
     * Returns the number of steps to compute for each record: at least one, because of an empty
     * sequence the first step, which is padding, is computed as well.
     */
    Optional<String> computed() {
        return lengths.map(
                counts -> {
                    String least = graph.node("Cast", List.of(graph.integers(1)), Map.of("to", 6L));
                    return graph.node("Max", List.of(counts, least), NONE);
                });
    }

    /** Sets padding to zero. */
    String zero(String values) {
        return lengths.map(counts -> product(values, mask(values, counts))).orElse(values);
    }

    String last(String values) {
        if (lengths.isEmpty()) {
            String place = graph.integers(-1);
            return squeezed(graph.node("Gather", List.of(values, place), Map.of("axis", 1L)));
        }
        String place =
                graph.node("Sub", List.of(wide(computed().orElseThrow()), graph.integers(1)), NONE);
        String found = graph.node("Equal", List.of(positions(values), column(place)), NONE);
        String chosen = graph.node("Cast", List.of(found), FLOATS);
        String single = graph.node("Unsqueeze", List.of(chosen, graph.integers(2)), NONE);
        return added(product(values, single));
    }

    String sum(String values) {
        return added(zero(values));
    }

    String mean(String values) {
        if (lengths.isEmpty()) {
            return graph.node("ReduceMean", List.of(values), OVER_STEPS);
        }
        String counts = graph.node("Cast", List.of(computed().orElseThrow()), FLOATS);
        return graph.node("Div", List.of(sum(values), column(counts)), NONE);
    }

    String max(String values) {
        String open =
                computed()
                        .map(
                                counts ->
                                        graph.node(
                                                "Add",
                                                List.of(values, never(mask(values, counts))),
                                                NONE))
                        .orElse(values);
        return graph.node("ReduceMax", List.of(open), OVER_STEPS);
    }

    /**
     * Removes padding from a softmax.
     *
     * @param scores {@code (batch, steps, 1)}
     */
    String open(String scores) {
        return lengths.map(
                        counts ->
                                graph.node(
                                        "Add", List.of(scores, never(mask(scores, counts))), NONE))
                .orElse(scores);
    }

    /** Returns 1 for each valid step and 0 for padding, {@code (batch, steps, 1)}. */
    private String mask(String values, String counts) {
        String valid = graph.node("Less", List.of(positions(values), column(wide(counts))), NONE);
        String ones = graph.node("Cast", List.of(valid), FLOATS);
        return graph.node("Unsqueeze", List.of(ones, graph.integers(2)), NONE);
    }

    /** Returns 0 for 1, and a finite replacement for minus infinity for 0. */
    private String never(String mask) {
        String padding = graph.node("Sub", List.of(mask, graph.floats(new float[] {1})), NONE);
        return product(padding, graph.floats(new float[] {-Steps.NEVER}));
    }

    /** Returns the numbers of the steps, {@code (1, steps)}. */
    private String positions(String values) {
        String shape = graph.node("Shape", List.of(values), NONE);
        String steps = scalar(graph.node("Gather", List.of(shape, graph.integers(1)), NONE));
        String first = scalar(graph.integers(0));
        String range = graph.node("Range", List.of(first, steps, scalar(graph.integers(1))), NONE);
        return graph.node("Unsqueeze", List.of(range, graph.integers(0)), NONE);
    }

    private String scalar(String vector) {
        return graph.node("Squeeze", List.of(vector, graph.integers(0)), NONE);
    }

    private String wide(String counts) {
        return graph.node("Cast", List.of(counts), INTEGERS);
    }

    private String column(String counts) {
        return graph.node("Unsqueeze", List.of(counts, graph.integers(1)), NONE);
    }

    private String product(String one, String other) {
        return graph.node("Mul", List.of(one, other), NONE);
    }

    private String added(String values) {
        return graph.node("ReduceSum", List.of(values, graph.integers(1)), Map.of("keepdims", 0L));
    }

    private String squeezed(String values) {
        return graph.node("Squeeze", List.of(values, graph.integers(1)), NONE);
    }
}
