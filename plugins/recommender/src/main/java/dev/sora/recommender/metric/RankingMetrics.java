// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.RankingOutcome;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The metric types of this plugin. */
public final class RankingMetrics {

    private static final Setting<Long> K =
            Setting.integer("k", "Number of the best candidates that count.")
                    .atLeast(1)
                    .orElse(10L);
    private static final Setting<Long> TOP_K =
            Setting.integer("k", "Number of the best candidates that count.")
                    .atLeast(1)
                    .atMost(100)
                    .orElse(10L);

    private RankingMetrics() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                mean(
                        RankingScore.HIT,
                        "Share of the questions with a relevant candidate among the k best: mean of"
                                + " [r_1 <= k], r_j being the rank of the j-th of R relevant"
                                + " candidates."),
                mean(
                        RankingScore.NDCG,
                        "Normalised discounted cumulative gain: mean of the sum of 1/log2(1+r_j)"
                                + " over r_j <= k, divided by the sum of 1/log2(1+j) over j <="
                                + " min(R, k)."),
                mean(
                        RankingScore.MRR,
                        "Mean reciprocal rank of the first relevant candidate: mean of 1/r_1 where"
                                + " r_1 <= k, else 0."),
                mean(
                        RankingScore.MAP,
                        "Mean average precision: mean of the sum of j/r_j over r_j <= k, divided by"
                                + " min(R, k)."),
                mean(
                        RankingScore.RECALL,
                        "Share of the relevant candidates that are among the k best: mean of"
                                + " |{j: r_j <= k}| / R."),
                mean(
                        RankingScore.PRECISION,
                        "Share of the k best candidates that are relevant: mean of"
                                + " |{j: r_j <= k}| / k."),
                new Offer(
                        TypeDescriptor.of(
                                "auc",
                                "Probability that a relevant candidate is ranked before one that"
                                        + " is not:"
                                        + " mean of 1 - sum of (r_j - j) / (R (C - R)) over the"
                                        + " questions with both kinds among their C candidates."),
                        true,
                        settings -> new MeanScore(MeanScore::area)),
                new Offer(
                        TypeDescriptor.of(
                                "coverage",
                                "Share of the catalogue that is among the k best of any question.",
                                TOP_K),
                        true,
                        settings -> new Spread(false, settings.get(TOP_K).intValue())),
                new Offer(
                        TypeDescriptor.of(
                                "gini",
                                "How unequally the k best of all questions spread over the n items"
                                        + " of the catalogue: sum of (2i - n - 1) x_i / (n sum of"
                                        + " x_i), x_i being the ascending counts of the items; 0"
                                        + " for all alike, near 1 for few.",
                                TOP_K),
                        false,
                        settings -> new Spread(true, settings.get(TOP_K).intValue())));
    }

    private static Offer mean(RankingScore score, String summary) {
        return new Offer(
                TypeDescriptor.of(score.name().toLowerCase(Locale.ROOT), summary, K),
                true,
                settings -> {
                    int k = (int) Math.min(Integer.MAX_VALUE, settings.get(K));
                    return new MeanScore(r -> OptionalDouble.of(score.of(r, k)));
                });
    }

    /** A type from a descriptor and a constructor. */
    private record Offer(
            TypeDescriptor descriptor,
            boolean higherIsBetter,
            Function<Settings, Metric<RankingOutcome>> constructor)
            implements MetricType<RankingOutcome> {

        @Override
        public Class<RankingOutcome> outcome() {
            return RankingOutcome.class;
        }

        @Override
        public Metric<RankingOutcome> create(Settings settings) {
            return constructor.apply(settings);
        }
    }
}
