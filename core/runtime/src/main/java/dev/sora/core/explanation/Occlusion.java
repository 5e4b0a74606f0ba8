// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.score.Finite;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * By how much the score of an answer falls if a part of a leaf is replaced by its baseline (M.
 * Zeiler and R. Fergus, 2014, Visualizing and understanding convolutional networks).
 */
final class Occlusion {

    private static final long ELEMENTS = 1 << 20;
    private static final int MOST_ROWS = 256;

    private final Scoring scoring;
    private final LeafValues leaf;
    private final NDManager manager;

    Occlusion(Scoring scoring, LeafValues leaf, NDManager manager) {
        this.scoring = scoring;
        this.leaf = leaf;
        this.manager = manager;
    }

    /**
     * Returns by how much the score falls for each part.
     *
     * @param parts the number of parts
     * @param partOf the part that an element belongs to, given its number within a member
     */
    double[] falls(int parts, PartOf partOf) {
        double whole = Finite.checked(scoring.score().toFloatArray()[0]);
        double[] falls = new double[parts];
        int rows = scoring.rowWork().rows(ELEMENTS, MOST_ROWS);
        double scale = scoring.unit().scale();
        for (int from = 0; from < parts; from += rows) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while explaining");
            }
            int count = Math.min(rows, parts - from);
            try (NDManager own = manager.newSubManager()) {
                List<NDArray> values = new ArrayList<>();
                for (int member = 0; member < leaf.present().size(); member++) {
                    values.add(without(member, from, count, partOf, own));
                }
                Map<String, List<Signal>> given = Map.of(leaf.name(), leaf.with(values, own));
                float[] scores = scoring.scores(given, count, own).toFloatArray();
                for (int i = 0; i < count; i++) {
                    falls[from + i] = Finite.checked((whole - Finite.checked(scores[i])) * scale);
                }
            }
        }
        return falls;
    }

    /** The part that an element belongs to. */
    @FunctionalInterface
    interface PartOf {
        int of(int element);
    }

    private NDArray without(int member, int first, int count, PartOf partOf, NDManager own) {
        NDArray present = leaf.present().get(member);
        int size = Math.toIntExact(present.size());
        float[] kept = new float[count * size];
        float[] gone = new float[count * size];
        Arrays.fill(kept, 1);
        for (int element = 0; element < size; element++) {
            int row = partOf.of(element) - first;
            if (row >= 0 && row < count) {
                kept[row * size + element] = 0;
                gone[row * size + element] = 1;
            }
        }
        Shape shape = new Shape(count).addAll(present.getShape().slice(1));
        return own.create(kept, shape)
                .mul(present)
                .add(own.create(gone, shape).mul(leaf.absent().get(member)));
    }
}
