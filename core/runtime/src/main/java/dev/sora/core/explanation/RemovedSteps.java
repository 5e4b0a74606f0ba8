// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.plan.Node;
import dev.sora.core.score.Finite;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By how much the score of an answer falls if one step of a sequence of indices is removed: for
 * inputs whose steps are not embedded one by one.
 */
final class RemovedSteps {

    private static final long ELEMENTS = 1 << 20;
    private static final int MOST_ROWS = 64;

    private RemovedSteps() {}

    /** Returns whether steps of an input can be removed: it has nothing but indices and lengths. */
    static boolean apply(SignalSpec spec) {
        return spec.isSequence()
                && spec.values().rank() == 1
                && spec.values().type() == DataType.INT32
                && spec.parts().keySet().equals(Set.of(Signal.VALUES, Signal.LENGTHS));
    }

    /**
     * Returns by how much the score falls without each step.
     *
     * @param scoring replaces the input
     * @param steps the number of valid steps, at least 2
     */
    static double[] falls(Scoring scoring, Node.Input input, int steps, NDManager manager) {
        int[] indices = scoring.signal(input, 0).values().toIntArray();
        double whole = Finite.checked(scoring.score().toFloatArray()[0]);
        double scale = scoring.unit().scale();
        int most = scoring.rowWork().rows(ELEMENTS, MOST_ROWS);
        double[] falls = new double[steps];
        for (int from = 0; from < steps; from += most) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while explaining");
            }
            int rows = Math.min(most, steps - from);
            int[] shorter = new int[rows * (steps - 1)];
            int[] lengths = new int[rows];
            for (int row = 0; row < rows; row++) {
                lengths[row] = steps - 1;
                int removed = from + row;
                System.arraycopy(indices, 0, shorter, row * (steps - 1), removed);
                System.arraycopy(
                        indices,
                        removed + 1,
                        shorter,
                        row * (steps - 1) + removed,
                        steps - 1 - removed);
            }
            try (NDManager own = manager.newSubManager()) {
                Signal signal =
                        Signal.sequence(
                                own.create(shorter, new Shape(rows, steps - 1)),
                                own.create(lengths, new Shape(rows)));
                float[] scores =
                        scoring.scores(Map.of(input.name(), List.of(signal)), rows, own)
                                .toFloatArray();
                for (int row = 0; row < rows; row++) {
                    falls[from + row] =
                            Finite.checked((whole - Finite.checked(scores[row])) * scale);
                }
            }
        }
        return falls;
    }
}
