// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A loss over pairs: the score {@code s} of a record's item, and the scores {@code s_j} of n items
 * that were drawn for it.
 */
enum PairLoss {
    /**
     * Binary log loss: {@code -(log p + sum_j log(1 - p_j)) / (1 + n)} with {@code p = sigmoid(s -
     * log n)}. He et al. (2017) use it without the constant; with it, a score of zero stands for
     * the share of positive pairs.
     */
    LOG {
        @Override
        NDArray of(NDArray right, NDArray drawn) {
            float shift = (float) Math.log(drawn.getShape().get(1));
            NDArray yes = Losses.softPlus(right.neg().add(shift)).sum();
            NDArray no = Losses.softPlus(drawn.sub(shift)).sum();
            return yes.add(no).div(right.size() + drawn.size());
        }

        @Override
        double of(float right, float[] drawn, int negatives) {
            double shift = Math.log(negatives);
            double no = 0;
            for (float score : drawn) {
                no += Losses.softPlus(score - shift) / drawn.length;
            }
            return (Losses.softPlus(shift - right) + negatives * no) / (1 + negatives);
        }
    },
    /**
     * Bayesian personalised ranking (Rendle et al., 2009): the mean of {@code -log sigmoid(s -
     * s_j)}.
     */
    BPR {
        @Override
        NDArray of(NDArray right, NDArray drawn) {
            return Losses.softPlus(drawn.sub(right)).mean();
        }

        @Override
        double of(float right, float[] drawn, int negatives) {
            double sum = 0;
            for (float score : drawn) {
                sum += Losses.softPlus((double) score - right) / drawn.length;
            }
            return sum;
        }
    },
    /** Cross-entropy over the item and the drawn ones: {@code log(e^s + sum_j e^s_j) - s}. */
    SOFTMAX {
        @Override
        NDArray of(NDArray right, NDArray drawn) {
            return right.concat(drawn, 1)
                    .logSoftmax(1)
                    .split(new long[] {1}, 1)
                    .get(0)
                    .mean()
                    .neg();
        }

        @Override
        double of(float right, float[] drawn, int negatives) {
            double sum = 0;
            for (float score : drawn) {
                sum += Math.exp(Math.min(700, (double) score - right)) / drawn.length;
            }
            return Math.log1p(negatives * sum);
        }
    };

    /**
     * Returns the mean loss over all pairs.
     *
     * @param right the scores of the records' items, {@code (records, 1)}
     * @param drawn the scores of drawn items, {@code (records, n)}
     */
    abstract NDArray of(NDArray right, NDArray drawn);

    /**
     * Returns the expected loss of one item with n drawn ones whose scores are distributed like the
     * given ones.
     *
     * @param drawn at least one score
     */
    abstract double of(float right, float[] drawn, int negatives);

    /**
     * Splits the scores of pairs and computes the loss; for each record the score of its own item
     * comes first.
     */
    NDArray ofPairs(NDArray scores, int negatives) {
        NDArray table = scores.reshape(new Shape(-1, 1 + negatives));
        var parts = table.split(new long[] {1}, 1);
        return of(parts.get(0), parts.get(1));
    }
}
