// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Supplier;

/** Compares the engine's gradients with differences of the function itself. */
public final class Gradients {

    private static final float STEP = 1e-2f;

    private Gradients() {}

    /**
     * Checks the gradient of {@code sum(r f)} by every element of the leaves, for fixed numbers r
     * that differ from element to element.
     */
    public static void check(Supplier<NDArray> function, List<NDArray> leaves) {
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));
        try (GradientCollector tape = Engine.getEngine("PyTorch").newGradientCollector()) {
            tape.backward(project(function.get()));
        }
        List<float[]> found = leaves.stream().map(l -> l.getGradient().toFloatArray()).toList();
        leaves.forEach(leaf -> leaf.setRequiresGradient(false));
        for (int i = 0; i < leaves.size(); i++) {
            check(function, leaves.get(i), found.get(i), i);
        }
    }

    private static void check(Supplier<NDArray> function, NDArray leaf, float[] found, int index) {
        float[] values = leaf.toFloatArray();
        for (int e = 0; e < values.length; e++) {
            float kept = values[e];
            values[e] = kept + STEP;
            leaf.set(values);
            double above = project(function.get()).getFloat();
            values[e] = kept - STEP;
            leaf.set(values);
            double below = project(function.get()).getFloat();
            values[e] = kept;
            leaf.set(values);
            double expected = (above - below) / (2 * STEP);
            assertThat((double) found[e])
                    .as("gradient by element %d of leaf %d", e, index)
                    .isCloseTo(expected, within(2e-3 + 1e-2 * Math.abs(expected)));
        }
    }

    private static NDArray project(NDArray values) {
        float[] weights = new float[(int) values.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(1.7 * i + 0.3);
        }
        return values.mul(values.getManager().create(weights, values.getShape())).sum();
    }
}
