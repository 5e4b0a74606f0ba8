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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@code twice-precise}: supervised training that computes the node {@code seen} twice in a step,
 * the second time in full precision.
 */
public final class TwicePreciseType implements ProcedureType {

    /** The values of the first record in each pass. */
    public static final List<float[]> SEEN = new CopyOnWriteArrayList<>();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("twice-precise", "Computes a node in two precisions.");
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
                step.update("all", () -> step.loss("kind", step.compute("kind")));
                SEEN.add(first(step));
                SEEN.add(step.inFullPrecision(() -> first(step)));
            }
        };
    }

    private static float[] first(ProcedureStep step) {
        return step.compute("seen").values().get(0).toFloatArray();
    }
}
