// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.ProcedureType;
import dev.sora.procedure.TrainedGraph;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code two-turns}: an update of {@code shared} in each step and two of the rest, each by two
 * passes. The loss is the greatest distance of {@code shared} from {@code view}, with the gradient
 * of its mean.
 */
final class TwoTurnsType implements ProcedureType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("two-turns", "Updates in turns.");
    }

    @Override
    public Procedure create(Settings settings) {
        return new Procedure() {
            @Override
            public ProcedurePlan plan(TrainedGraph graph) {
                Set<String> all = new LinkedHashSet<>(graph.nodes());
                Set<String> shared = Set.of("shared");
                return ProcedurePlan.of("shared", shared).with("rest", graph.without(all, shared));
            }

            @Override
            public void step(ProcedureStep step) {
                step.update("shared", () -> loss(step));
                step.update("rest", () -> loss(step));
                step.update("rest", () -> loss(step));
            }
        };
    }

    private static NDArray loss(ProcedureStep step) {
        Signal view = step.compute("view");
        return distance(step, view).add(distance(step, view));
    }

    private static NDArray distance(ProcedureStep step, Signal view) {
        NDArray shared = step.compute("shared", Map.of("view", view)).values();
        NDArray mean = shared.mean();
        NDArray away = shared.sub(view.values()).stopGradient().abs().max();
        return away.add(mean.sub(mean.stopGradient()));
    }
}
