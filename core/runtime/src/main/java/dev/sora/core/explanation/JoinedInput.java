// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.data.DataRecord;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains an input whose values are joined with others before any node has numbers of it alone: by
 * removing its steps, or by leaving out its columns.
 */
final class JoinedInput {

    private static final int MOST_STEPS = 4096;

    private JoinedInput() {}

    /**
     * Returns by how much the score falls without each step or column; empty if neither may be
     * absent.
     *
     * @param values the record
     * @param notes receives why there is none
     */
    static Optional<OfInput> of(
            InputParts parts,
            Node.Input input,
            DataRecord values,
            Encoder encoder,
            NDManager manager,
            List<String> notes) {
        FittedGraph graph = parts.record().network().graph();
        String name = input.name();
        String why = "no node has values of '%s' alone".formatted(name);
        if (RemovedSteps.apply(graph.signal(input))) {
            int steps = parts.steps(input, Integer.MAX_VALUE);
            if (steps > 1 && steps <= MOST_STEPS) {
                double[] falls =
                        RemovedSteps.falls(parts.record().scoring(name), input, steps, manager);
                return Optional.of(
                        result(
                                name,
                                parts.labels(input, steps),
                                Arrays.stream(falls).boxed().toList(),
                                true,
                                "each step is removed in turn: no node has values of each step of '%s' alone"
                                        .formatted(name)));
            }
            why =
                    steps > 1
                            ? "'%s' has %d steps, more than the %d that can be removed in turn"
                                    .formatted(name, steps, MOST_STEPS)
                            : "'%s' has no two steps of which one could be removed".formatted(name);
        }
        Map<String, Double> falls =
                graph.signal(input).has(Signal.ROWS)
                        ? Map.of()
                        : MissingColumns.falls(parts.record(), input, values, encoder, manager);
        if (falls.isEmpty()) {
            notes.add(
                    "'%s' is not explained: %s, and no column of it may be missing"
                            .formatted(name, why));
            return Optional.empty();
        }
        return Optional.of(
                result(
                        name,
                        List.copyOf(falls.keySet()),
                        List.copyOf(falls.values()),
                        false,
                        "each column is missing in turn: " + why));
    }

    private static OfInput result(
            String name, List<String> labels, List<Double> falls, boolean sequence, String note) {
        return new OfInput(
                ExplanationMethod.OCCLUSION.word(),
                name,
                labels,
                List.of(falls.size()),
                sequence,
                falls,
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(note));
    }
}
