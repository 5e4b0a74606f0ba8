// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.ProcedureType;
import dev.sora.procedure.TrainedGraph;
import dev.sora.setting.Settings;
import java.util.LinkedHashSet;

/** {@code every-second}: one part, updated in every second step only. Its loss is the step. */
final class EverySecondType implements ProcedureType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("every-second", "Skips every other update.");
    }

    @Override
    public Procedure create(Settings settings) {
        return new Procedure() {
            @Override
            public ProcedurePlan plan(TrainedGraph graph) {
                return ProcedurePlan.of("all", new LinkedHashSet<>(graph.nodes()));
            }

            @Override
            public void step(ProcedureStep step) {
                if (step.number() % 2 == 0) {
                    String output = step.outputs().iterator().next();
                    step.update(
                            "all",
                            () ->
                                    step.loss(output, step.compute(output))
                                            .mul(0)
                                            .add((float) step.number()));
                }
            }
        };
    }
}
