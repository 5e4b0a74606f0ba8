// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.procedure.ProcedureStep;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@code twice-precise}: supervised training that computes the node {@code seen} twice in a step,
 * the second time in full precision.
 */
public final class TwicePreciseType extends OnePartType {

    /** The values of the first record in each pass. */
    public static final List<float[]> SEEN = new CopyOnWriteArrayList<>();

    TwicePreciseType() {
        super("twice-precise", "Computes a node in two precisions.");
    }

    @Override
    void train(ProcedureStep step) {
        step.update("all", () -> step.loss("kind", step.compute("kind")));
        SEEN.add(first(step));
        SEEN.add(step.inFullPrecision(() -> first(step)));
    }

    private static float[] first(ProcedureStep step) {
        return step.compute("seen").values().get(0).toFloatArray();
    }
}
