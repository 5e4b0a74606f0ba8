// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     */
    static String layer(
            String operator, List<String> operands, Map<String, ?> attributes, OnnxGraph graph) {
        List<String> given = new ArrayList<>(List.of(operands.get(0)));
        String first = graph.integers(0);
        for (String parameter : operands.subList(1, operands.size())) {
            given.add(graph.node("Unsqueeze", List.of(parameter, first), Map.of()));
        }
        return graph.node(operator, given, attributes);
    }

    /**
     * Returns what a particle makes of the states of one direction.
     *
     * @param states {@code (steps, batch, units)} in the order of the input
     * @param returns {@code last}, {@code sequence}, {@code mean} or {@code max}
     * @param backward whether the first step was read last
     */
    static String result(String states, String returns, boolean backward, OnnxGraph graph) {
        Map<String, ?> overSteps = Map.of("axes", new long[] {0}, "keepdims", 0L);
        return switch (returns) {
            case "last" -> {
                String place = graph.integers(backward ? 0 : -1);
                String step = graph.node("Gather", List.of(states, place), Map.of("axis", 0L));
                yield squeezed(step, 0, graph);
            }
            case "mean" -> graph.node("ReduceMean", List.of(states), overSteps);
            case "max" -> graph.node("ReduceMax", List.of(states), overSteps);
            default -> swapped(states, graph);
        };
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
