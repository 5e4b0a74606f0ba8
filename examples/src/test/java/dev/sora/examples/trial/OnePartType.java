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

/** A procedure without settings and with one part, {@code all}, which has all nodes. */
abstract class OnePartType implements ProcedureType {

    private final TypeDescriptor descriptor;

    OnePartType(String name, String summary) {
        this.descriptor = TypeDescriptor.of(name, summary);
    }

    @Override
    public final TypeDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public final Procedure create(Settings settings) {
        return new Procedure() {
            @Override
            public ProcedurePlan plan(TrainedGraph graph) {
                return ProcedurePlan.of("all", new LinkedHashSet<>(graph.nodes()));
            }

            @Override
            public void step(ProcedureStep step) {
                train(step);
            }
        };
    }

    /** Trains on a minibatch. */
    abstract void train(ProcedureStep step);
}
