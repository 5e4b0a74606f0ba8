package ${package};

import ai.djl.ndarray.NDArray;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.TrainedGraph;
import dev.sora.tensor.Signal;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Flooding (Ishida et al., 2020): of the loss {@code L} of all outputs, {@code |L - b| + b} is
 * minimised, so that it rises again where it has fallen below the level {@code b}.
 *
 * <p>Keeps nothing from step to step: a training that is resumed creates it again.
 */
record ${className}Procedure(float level) implements Procedure {

    // Each part has an optimiser of its own; training.optimisers may name one by this name.
    private static final String PART = "all";

    @Override
    public ProcedurePlan plan(TrainedGraph graph) {
        return ProcedurePlan.of(PART, new LinkedHashSet<>(graph.nodes()));
    }

    @Override
    public void step(ProcedureStep step) {
        step.update(PART, () -> flooded(sum(step)));
    }

    private NDArray flooded(NDArray loss) {
        return loss.sub(level).abs().add(level);
    }

    private static NDArray sum(ProcedureStep step) {
        NDArray total = null;
        // One pass for all outputs: they share most of what is computed.
        Map<String, Signal> predictions = step.compute(step.outputs(), Map.of());
        for (Map.Entry<String, Signal> each : predictions.entrySet()) {
            NDArray loss = step.loss(each.getKey(), each.getValue());
            total = total == null ? loss : total.add(loss);
        }
        return total;
    }
}
