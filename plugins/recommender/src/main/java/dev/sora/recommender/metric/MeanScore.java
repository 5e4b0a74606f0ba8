// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The mean of a score over the rankings for which it is defined; NaN if there are none. */
final class MeanScore implements MergingMetric<RankingOutcome, MeanScore> {

    private final Function<Ranking, OptionalDouble> score;
    private double sum;
    private long rankings;
    private long without;
    private long undefined;

    MeanScore(Function<Ranking, OptionalDouble> score) {
        this.score = score;
    }

    /**
     * Returns the probability that a relevant candidate ranks before an irrelevant one: {@code 1 -
     * sum over j of (r_j - j) / (R (C - R))}. It is undefined without candidates of both kinds.
     */
    static OptionalDouble area(Ranking ranking) {
        long relevant = ranking.ranks().length;
        long others = ranking.candidates() - relevant;
        if (relevant == 0 || others == 0) {
            return OptionalDouble.empty();
        }
        double before = 0;
        for (int j = 0; j < relevant; j++) {
            before += ranking.ranks()[j] - (j + 1);
        }
        return OptionalDouble.of(1 - before / (relevant * (double) others));
    }

    @Override
    public void add(RankingOutcome outcome) {
        for (Ranking ranking : outcome.rankings()) {
            OptionalDouble value = score.apply(ranking);
            if (value.isPresent()) {
                sum += value.getAsDouble();
                rankings++;
                without += ranking.ranks().length == 0 ? 1 : 0;
            } else {
                undefined++;
            }
        }
    }

    @Override
    public void merge(MeanScore part) {
        sum += part.sum;
        rankings += part.rankings;
        without += part.without;
        undefined += part.undefined;
    }

    @Override
    public MetricResult result() {
        if (rankings == 0) {
            return MetricResult.undefined(
                    undefined == 0
                            ? "is not defined: no question was asked"
                            : "is not defined: no question has candidates of both kinds");
        }
        return MetricResult.of(sum / rankings, note());
    }

    private Optional<String> note() {
        if (without > 0) {
            return Optional.of(
                    "counts %d of %d questions as misses: none of their candidates is relevant"
                            .formatted(without, rankings));
        }
        return undefined == 0
                ? Optional.empty()
                : Optional.of(
                        "leaves out %d of %d questions, whose candidates are of one kind"
                                .formatted(undefined, rankings + undefined));
    }
}
