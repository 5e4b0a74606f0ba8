// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import dev.sora.metric.RankingOutcome.Ranking;

/**
 * How good one ranking is. In the formulas {@code r_1 < r_2 < … < r_R} are the ranks of the R
 * relevant candidates among C, the best rank is 1, and k is the cut-off. A ranking without a
 * relevant candidate is a miss and scores 0, as the relevant one is not known at all.
 */
enum RankingScore {
    /** {@code 1 if r_1 <= k, else 0}; also called hit ratio, HR. */
    HIT {
        @Override
        double of(Ranking ranking, int k) {
            return within(ranking, k) > 0 ? 1 : 0;
        }
    },
    /**
     * {@code sum over r_j <= k of 1 / log2(1 + r_j)}, divided by its greatest value {@code sum over
     * j <= min(R, k) of 1 / log2(1 + j)} (Järvelin and Kekäläinen, 2002, with gains of 0 and 1).
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
    /** {@code 1 / r_1 if r_1 <= k, else 0}: the reciprocal rank. */
    MRR {
        @Override
        double of(Ranking ranking, int k) {
            return within(ranking, k) > 0 ? 1.0 / ranking.ranks()[0] : 0;
        }
    },
    /** {@code 1 / min(R, k) times the sum over r_j <= k of j / r_j}: the average precision. */
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
    /** {@code |{j: r_j <= k}| / R}. */
    RECALL {
        @Override
        double of(Ranking ranking, int k) {
            int found = within(ranking, k);
            return found == 0 ? 0 : (double) found / ranking.ranks().length;
        }
    },
    /** {@code |{j: r_j <= k}| / k}. */
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
