// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.setting.Setting;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.Locale;

/**
 * Pools the vectors of the n valid steps of a sequence: their sum times {@code n^-power}; zeros for
 * an empty sequence.
 */
enum Pooling {
    /** The mean. */
    MEAN(1),
    /** The sum divided by the square root of n, whose magnitude depends least on n. */
    SQRT(0.5),
    /** The sum. */
    SUM(0);

    static final Setting<String> SETTING =
            Setting.choice(
                            "pooling",
                            "How the vectors of a sequence of indices become one: their mean, their"
                                    + " sum over the root of their number, or their sum.",
                            List.of("mean", "sqrt", "sum"))
                    .orElse("mean");

    /**
     * Up to this number of rows for each step, a product with a matrix of counts is faster than a
     * lookup.
     */
    private static final int DENSE_ROWS = 32;

    private static final long DENSE_ELEMENTS = 1 << 25;

    private final double power;

    Pooling(double power) {
        this.power = power;
    }

    static Pooling of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * Returns the pooled vectors, {@code (batch, width)}.
     *
     * @param steps indices {@code (batch, steps)}
     * @param lengths the valid steps of each record, {@code (batch)}
     * @param table {@code (rows, width)}
     */
    NDArray of(NDArray steps, NDArray lengths, NDArray table, Indices indices, Pass pass) {
        long batch = steps.getShape().get(0);
        long rows = table.getShape().get(0);
        boolean dense =
                rows <= DENSE_ROWS * steps.getShape().get(1) && batch * rows <= DENSE_ELEMENTS;
        return dense
                ? counts(steps, lengths, (int) rows, pass).matMul(indices.effective(table, pass))
                : weights(steps, lengths).matMul(indices.lookUp(steps, table, pass)).squeeze(1);
    }

    /** Returns the weight of each step, {@code (batch, 1, steps)}. */
    private NDArray weights(NDArray steps, NDArray lengths) {
        NDArray valid = Signal.sequence(steps, lengths).mask();
        NDArray size = lengths.toType(DataType.FLOAT32, false).maximum(1f).expandDims(1);
        return valid.mul(size.pow(-power)).expandDims(1);
    }

    /** Returns the count of each row of the table, {@code (batch, rows)}. */
    private NDArray counts(NDArray steps, NDArray lengths, int rows, Pass pass) {
        int[] all = steps.toType(DataType.INT32, false).toIntArray();
        int[] valid = lengths.toType(DataType.INT32, false).toIntArray();
        int width = (int) steps.getShape().get(1);
        float[] counts = new float[valid.length * rows];
        for (int record = 0; record < valid.length; record++) {
            float weight = (float) Math.pow(Math.max(1, valid[record]), -power);
            for (int step = 0; step < Math.min(valid[record], width); step++) {
                counts[record * rows + all[record * width + step]] += weight;
            }
        }
        return pass.manager().create(counts, new Shape(valid.length, rows));
    }
}
