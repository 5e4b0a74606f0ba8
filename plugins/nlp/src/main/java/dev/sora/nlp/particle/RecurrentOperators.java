// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The ONNX operators around recurrent layers, whose steps are the first dimension there. */
final class RecurrentOperators {

    private RecurrentOperators() {}

    /** Returns a parameter with the rows of its gates in another order. */
    static String gates(String parameter, long units, OnnxGraph graph, int... order) {
        LongStream rows = LongStream.empty();
        for (int gate : order) {
            rows = LongStream.concat(rows, LongStream.range(gate * units, (gate + 1) * units));
        }
        return graph.node(
                "Gather", List.of(parameter, graph.integers(rows.toArray())), Map.of("axis", 0L));
    }

    /**
     * Adds the operator of a layer in one direction.
     *
     * @param operands the steps, and the parameters without the dimension of directions
     * @param lengths the number of steps of each record; empty for all steps
     */
    static String layer(
            String operator,
            List<String> operands,
            Optional<String> lengths,
            Map<String, ?> attributes,
            OnnxGraph graph) {
        List<String> given = new ArrayList<>(List.of(operands.get(0)));
        String first = graph.integers(0);
        for (String parameter : operands.subList(1, operands.size())) {
            given.add(graph.node("Unsqueeze", List.of(parameter, first), Map.of()));
        }
        lengths.ifPresent(given::add);
        return graph.node(operator, given, attributes);
    }

    /**
     * Returns what a particle makes of the states of one direction.
     *
     * @param states {@code (batch, steps, units)} in the order of the input
     * @param returns {@code last}, {@code sequence}, {@code mean} or {@code max}
     * @param backward whether the first step was read last
     */
    static String result(
            String states, String returns, boolean backward, StepOperators steps, OnnxGraph graph) {
        return switch (returns) {
            case "last" -> backward ? first(states, graph) : steps.last(states);
            case "mean" -> steps.mean(states);
            case "max" -> steps.max(states);
            default -> steps.zero(states);
        };
    }

    private static String first(String states, OnnxGraph graph) {
        String step = graph.node("Gather", List.of(states, graph.integers(0)), Map.of("axis", 1L));
        return squeezed(step, 1, graph);
    }

    /** Swaps the batch and the steps. */
    static String swapped(String values, OnnxGraph graph) {
        return graph.node("Transpose", List.of(values), Map.of("perm", new long[] {1, 0, 2}));
    }

    static String squeezed(String values, long axis, OnnxGraph graph) {
        return graph.node("Squeeze", List.of(values, graph.integers(axis)), Map.of());
    }

    /** Puts the features of both directions side by side. */
    static String joined(List<String> parts, OnnxGraph graph) {
        return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Map.of("axis", -1L));
    }
}
