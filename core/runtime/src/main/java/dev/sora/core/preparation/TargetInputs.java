// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.generation.StepwiseOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds inputs that read the column that an output predicts. That is right for a pipeline that
 * reproduces its input, and a mistake in nearly all others.
 */
final class TargetInputs {

    /** The setting by which outputs name the column that they predict. */
    private static final String TARGET = "column";

    private TargetInputs() {}

    /** Returns a sentence for each such input. */
    static List<String> notes(Plan plan, FittedGraph graph) {
        List<String> notes = new ArrayList<>();
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            if (output.planned().type().retrieves()) {
                // the columns of such an output describe records and candidates
                continue;
            }
            // an output may read other columns too, such as the picture that its boxes lie in
            Object target = output.planned().settings().asMap().get(TARGET);
            for (Node.Input input : plan.nodes(Node.Input.class)) {
                if (isSoFar(input, output, graph)) {
                    continue;
                }
                for (String column : InputColumns.of(input.planned()).keySet()) {
                    if (column.equals(target)) {
                        notes.add(
                                ("input '%s' reads '%s', which output '%s' predicts: scores mean"
                                                + " little, unless the pipeline is to reproduce its"
                                                + " input")
                                        .formatted(input.name(), column, output.name()));
                    }
                }
            }
        }
        return notes;
    }

    /**
     * Returns whether an input is the sequence so far of an output that generates. Where it
     * generates, it does not read the target.
     */
    private static boolean isSoFar(Node.Input input, Node.Output output, FittedGraph graph) {
        return graph.outputs().get(output.name()) instanceof StepwiseOutput stepwise
                && output.from().get(stepwise.soFar()).node().equals(input.name());
    }
}
