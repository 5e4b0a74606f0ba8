// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import dev.sora.metric.RankingOutcome.Ranking;

/**
 * The score of one ranking. In the formulas {@code r_1 < r_2 < … < r_R} are the ranks of the R
 * relevant candidates among C candidates, the best rank is 1, and k is the cut-off. A ranking
 * without a relevant candidate scores 0: the relevant item was not in the training data.
 */
enum RankingScore {
    /** Hit ratio (HR): {@code 1 if r_1 <= k, else 0}. */
    HIT {
        @Override
        double of(Ranking ranking, int k) {
            return within(ranking, k) > 0 ? 1 : 0;
        }
    },
    /**
     * Normalised discounted cumulative gain: {@code sum over r_j <= k of 1 / log2(1 + r_j)},
     * divided by its maximum {@code sum over j <= min(R, k) of 1 / log2(1 + j)} (Järvelin and
     * Kekäläinen, 2002, with gains of 0 and 1).
     */
    NDCG {
        @Override
        double of(Ranking ranking, int k) {
            double gain = 0;
            double ideal = 0;
            for (int j = 0; j < Math.min(k, ranking.ranks().length); j++) {
                ideal += discount(j + 1);
                gain += ranking.ranks()[j] <= k ? discount(ranking.ranks()[j]) : 0;
            }
            return ideal == 0 ? 0 : gain / ideal;
        }

        private double discount(int rank) {
            return Math.log(2) / Math.log1p(rank);
        }
    },
    /** Reciprocal rank: {@code 1 / r_1 if r_1 <= k, else 0}. */
    MRR {
        @Override
        double of(Ranking ranking, int k) {
            return within(ranking, k) > 0 ? 1.0 / ranking.ranks()[0] : 0;
        }
    },
    /** Average precision: {@code 1 / min(R, k) times the sum over r_j <= k of j / r_j}. */
    MAP {
        @Override
        double of(Ranking ranking, int k) {
            double sum = 0;
            int found = within(ranking, k);
            for (int j = 0; j < found; j++) {
                sum += (j + 1.0) / ranking.ranks()[j];
            }
            return found == 0 ? 0 : sum / Math.min(k, ranking.ranks().length);
        }
    },
    /** Recall: {@code |{j: r_j <= k}| / R}. */
    RECALL {
        @Override
        double of(Ranking ranking, int k) {
            int found = within(ranking, k);
            return found == 0 ? 0 : (double) found / ranking.ranks().length;
        }
    },
    /** Precision: {@code |{j: r_j <= k}| / k}. */
    PRECISION {
        @Override
        double of(Ranking ranking, int k) {
            return (double) within(ranking, k) / k;
        }
    };

    abstract double of(Ranking ranking, int k);

    private static int within(Ranking ranking, int k) {
        int found = 0;
        while (found < ranking.ranks().length && ranking.ranks()[found] <= k) {
            found++;
        }
        return found;
    }
}
