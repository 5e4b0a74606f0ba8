// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * What is learned from pairs: the score {@code s} of a record's item, and those {@code s_j} of n
 * items that were drawn for it.
 */
enum PairLoss {
    /**
     * The log loss of yes and no: {@code -(log p + sum_j log(1 - p_j)) / (1 + n)} with {@code p =
     * sigmoid(s - log n)}, as He et al. (2017) but for the constant, by which a score of zero
     * stands for the share of pairs that are right.
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
    /** The cross-entropy among all: {@code log(e^s + sum_j e^s_j) - s}. */
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
     * Returns what the loss of one item would be with n drawn ones that are like the given ones in
     * the mean.
     *
     * @param drawn at least one score
     */
    abstract double of(float right, float[] drawn, int negatives);

    /** Takes the scores of pairs apart: of each record that of its item stands in front. */
    NDArray ofPairs(NDArray scores, int negatives) {
        NDArray table = scores.reshape(new Shape(-1, 1 + negatives));
        var parts = table.split(new long[] {1}, 1);
        return of(parts.get(0), parts.get(1));
    }
}
