// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.metric.RankingOutcome.Ranking;
import org.junit.jupiter.api.Test;

final class TestRanking {

    @Test
    void ranksTheHighestScoreFirst() {
        Ranking ranking =
                Ranking.of(
                        new int[] {10, 11, 12, 13},
                        new float[] {-2, 0.5f, 3, -0.5f},
                        new int[] {13, 12},
                        3);

        assertThat(ranking.candidates()).isEqualTo(4);
        assertThat(ranking.ranks()).containsExactly(1, 3);
        assertThat(ranking.top()).containsExactly(12, 11, 13);
    }

    @Test
    void putsARelevantOneBehindOthersOfItsScore() {
        Ranking ranking =
                Ranking.of(new int[] {0, 1, 2, 3}, new float[] {1, 1, 1, 1}, new int[] {0}, 2);

        assertThat(ranking.ranks()).containsExactly(4);
        assertThat(ranking.top()).containsExactly(0, 1);
    }

    @Test
    void keepsTheSameBestWhicheverAreRelevant() {
        int[] candidates = {7, 8, 9, 10, 11};
        float[] scores = {1, 3, 1, 3, 0};

        Ranking asked = Ranking.of(candidates, scores, new int[] {9, 8, 7}, 4);

        assertThat(asked.top())
                .containsExactly(Ranking.of(candidates, scores, new int[0], 4).top())
                .containsExactly(8, 10, 7, 9);
        // 10 before 8, then 7 and 9 with nothing irrelevant at their score
        assertThat(asked.ranks()).containsExactly(2, 3, 4);
    }

    @Test
    void takesBothZerosForEqual() {
        Ranking ranking = Ranking.of(new int[] {0, 1}, new float[] {0f, -0f}, new int[] {0}, 2);

        assertThat(ranking.ranks()).containsExactly(2);
    }

    @Test
    void putsScoresThatAreNoNumbersLast() {
        Ranking ranking =
                Ranking.of(
                        new int[] {0, 1, 2},
                        new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY},
                        new int[] {1},
                        3);

        assertThat(ranking.top()).containsExactly(2, 1, 0);
    }

    @Test
    void passesOverRelevantOnesThatAreNoCandidates() {
        Ranking ranking = Ranking.of(new int[] {4, 5}, new float[] {1, 2}, new int[] {4, 99}, 1);

        assertThat(ranking.ranks()).containsExactly(2);
    }

    @Test
    void refusesImpossibleRanks() {
        assertThatThrownBy(() -> new Ranking(3, new int[] {4}, new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ranking(3, new int[] {2, 2}, new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ranking(3, new int[] {0}, new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
