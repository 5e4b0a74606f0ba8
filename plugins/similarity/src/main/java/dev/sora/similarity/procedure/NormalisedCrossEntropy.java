// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.procedure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The normalised, temperature-scaled cross-entropy, NT-Xent (Sohn, 2016; Chen et al., 2020): for
 * each of 2n vectors {@code -log(exp(s_ij / t) / sum_{k != i} exp(s_ik / t))}, where {@code s} are
 * cosines and {@code j} is the other variation of the record of {@code i}; the mean of all.
 */
final class NormalisedCrossEntropy {

    /** Takes a vector's cosine with itself out of the sum; finite, so that gradients are. */
    private static final float NEVER = -1e9f;

    /** Keeps the gradient of the length finite for a vector of zeros. */
    private static final float LEAST_SQUARE = 1e-12f;

    private NormalisedCrossEntropy() {}

    /**
     * Returns the loss, a tensor without dimensions.
     *
     * @param one a vector for each record, {@code (n, size)}
     * @param two another one for each record
     */
    static NDArray of(NDArray one, NDArray two, double temperature) {
        int records = Math.toIntExact(one.getShape().get(0));
        NDArray vectors = unit(one.concat(two, 0));
        NDManager manager = vectors.getManager();
        NDArray itself = manager.eye(2 * records, 2 * records, 0, DataType.FLOAT32).mul(NEVER);
        NDArray scores =
                vectors.matMul(vectors.transpose()).mul((float) (1 / temperature)).add(itself);
        long[] partners = new long[2 * records];
        for (int i = 0; i < partners.length; i++) {
            partners[i] = (i + records) % partners.length;
        }
        NDArray right = manager.create(partners, new Shape(partners.length, 1));
        return scores.logSoftmax(1).gather(right, 1).mean().neg();
    }

    private static NDArray unit(NDArray rows) {
        return rows.div(rows.square().sum(new int[] {1}, true).add(LEAST_SQUARE).sqrt());
    }
}
