// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import dev.sora.recommender.Offers;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestRankingMetrics {

    private static double measure(String name, long k, Ranking... rankings) {
        MetricType<?> type = Offers.type(MetricType.class, name);
        Metric<Outcome> metric =
                Workbench.metric(type, name.equals("auc") ? Map.of() : Map.of("k", k));
        for (Ranking ranking : rankings) {
            metric.add(RankingOutcome.of(8, List.of(ranking)));
        }
        return ((MetricResult.Number) metric.result()).value();
    }

    private static Ranking ranks(int... ranks) {
        return Ranking.of(8, ranks, IntStream.range(0, 8).toArray());
    }

    /** One question with relevant candidates at the ranks 2, 3 and 7 of 8. */
    @ParameterizedTest
    @CsvSource({
        "hit, 1, 0",
        "hit, 2, 1",
        "recall, 3, 0.666666667",
        "precision, 3, 0.666666667",
        "precision, 8, 0.375",
        "mrr, 5, 0.5",
        "mrr, 1, 0",
        // (1/2 + 2/3) / 3, then with 3/7 more
        "map, 5, 0.388888889",
        "map, 8, 0.531746032",
        "map, 2, 0.25",
        // (1/log2(3) + 1/log2(4)) / (1 + 1/log2(3) + 1/log2(4))
        "ndcg, 5, 0.530721274",
        // 0.630929754 / (1 + 0.630929754)
        "ndcg, 2, 0.386852807",
        // before them stand 1, 1 and 4 of 5 that are not relevant
        "auc, 1, 0.6"
    })
    void agreesWithHandComputedCases(String metric, long k, double expected) {
        assertThat(measure(metric, k, ranks(2, 3, 7))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void takesTheMeanOverQuestions() {
        assertThat(measure("hit", 3, ranks(1), ranks(5), ranks(3), ranks())).isEqualTo(0.5);
        assertThat(measure("auc", 1, ranks(1), ranks(8), ranks())).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hit", "ndcg", "mrr", "map", "recall"})
    void isOneForThePerfectOrder(String metric) {
        assertThat(measure(metric, 3, ranks(1, 2, 3))).isEqualTo(1);
        assertThat(measure(metric, 3, ranks(1))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hit",
                "ndcg",
                "mrr",
                "map",
                "recall",
                "precision",
                "auc",
                "coverage",
                "gini"
            })
    void isNoNumberWithoutQuestions(String metric) {
        assertThat(measure(metric, 3)).isNaN();
    }

    /** What no ranking can give: values outside 0 and 1, NDCG or MRR above HR with one positive. */
    @Test
    void neverGivesWhatCannotBe() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 500; round++) {
            int size = 2 + random.nextInt(30);
            float[] scores = new float[size];
            for (int i = 0; i < size; i++) {
                scores[i] = random.nextInt(6);
            }
            int[] all = IntStream.range(0, size).toArray();
            int relevant = 1 + random.nextInt(size - 1);
            int[] right = random.ints(relevant, 0, size).distinct().toArray();
            Ranking several = Ranking.of(all, scores, right, size);
            Ranking one = Ranking.of(all, scores, new int[] {right[0]}, size);
            int k = 1 + random.nextInt(12);
            for (RankingScore score : RankingScore.values()) {
                assertThat(score.of(several, k)).as("%s", score).isBetween(0.0, 1.0);
                assertThat(score.of(one, k)).isLessThanOrEqualTo(RankingScore.HIT.of(one, k));
            }
            assertThat(RankingScore.NDCG.of(one, k))
                    .isGreaterThanOrEqualTo(RankingScore.MRR.of(one, k));
            assertThat(RankingScore.MAP.of(one, k)).isEqualTo(RankingScore.MRR.of(one, k));
            assertThat(MeanScore.area(several).orElse(0)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void ranksAConstantModelLast() {
        Ranking constant =
                Ranking.of(IntStream.range(0, 8).toArray(), new float[8], new int[] {0}, 8);

        assertThat(measure("hit", 7, constant)).isZero();
        assertThat(measure("auc", 1, constant)).isZero();
    }

    /**
     * Questions drawn with replacement cover less, so that their interval lies beside the value.
     */
    @Test
    void givesSpreadsNoIntervalOfDrawnQuestions() {
        for (String name : List.of("coverage", "gini")) {
            MetricType<?> type = Offers.type(MetricType.class, name);
            Metric<Outcome> metric = Workbench.metric(type, Map.of("k", 2));
            metric.add(
                    new RankingOutcome(
                            8, List.of(new Ranking(8, new int[] {1}, new int[] {0, 1, 5}))));

            assertThat(metric.interval().orElseThrow().low()).isNaN();
            assertThat(metric.interval().orElseThrow().high()).isNaN();
        }
    }

    /** Catalogue of 8; the counts of the two best are 2, 1, 1 and five times 0. */
    @Test
    void measuresTheSpread() {
        Ranking one = Ranking.of(8, new int[] {1}, new int[] {0, 1, 5});
        Ranking other = Ranking.of(8, new int[] {1}, new int[] {0, 2, 6});

        assertThat(measure("coverage", 2, one, other)).isEqualTo(3.0 / 8);
        // ((2*6-9) + (2*7-9) + (2*8-9) * 2) / (8 * 4)
        assertThat(measure("gini", 2, one, other)).isCloseTo(22.0 / 32, within(1e-12));
        Ranking[] even = new Ranking[8];
        for (int i = 0; i < 8; i++) {
            even[i] = Ranking.of(8, new int[] {1}, new int[] {i});
        }
        assertThat(measure("gini", 1, even)).isCloseTo(0, within(1e-12));
        assertThat(measure("coverage", 1, even)).isEqualTo(1);
    }
}
