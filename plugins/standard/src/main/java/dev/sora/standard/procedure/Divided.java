// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.procedure;

import ai.djl.ndarray.NDArray;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.TrainedGraph;
import dev.sora.tensor.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two optimisers lower one loss, the sum of the losses of all outputs: one trains the weights of
 * some nodes, another one all other weights. Each minibatch updates the named nodes first; the rest
 * then learns with their new weights.
 *
 * @param nodes the named nodes
 */
record Divided(List<String> nodes) implements Procedure {

    private static final String NAMED = "named";
    private static final String REST = "rest";

    @Override
    public ProcedurePlan plan(TrainedGraph graph) {
        Set<String> named = new LinkedHashSet<>(nodes);
        Set<String> rest = new LinkedHashSet<>(graph.nodes());
        if (!rest.containsAll(named)) {
            named.removeAll(rest);
            throw refused(
                    "no node is called '%s'".formatted(named.iterator().next()),
                    "one of " + String.join(", ", rest));
        }
        rest.removeAll(named);
        return ProcedurePlan.of(NAMED, named).with(REST, rest);
    }

    private static SoraException refused(String message, String needs) {
        return new SoraException(
                Problem.of("SORA-2219", message).needs(needs).fix("correct 'nodes'"));
    }

    @Override
    public boolean lowersSumOfLosses() {
        return true;
    }

    @Override
    public void step(ProcedureStep step) {
        step.update(NAMED, () -> loss(step));
        step.update(REST, () -> loss(step));
    }

    private static NDArray loss(ProcedureStep step) {
        NDArray total = null;
        Map<String, Signal> predictions = step.compute(step.outputs(), Map.of());
        for (Map.Entry<String, Signal> each : predictions.entrySet()) {
            NDArray loss = step.loss(each.getKey(), each.getValue());
            total = total == null ? loss : total.add(loss);
        }
        return total;
    }
}
