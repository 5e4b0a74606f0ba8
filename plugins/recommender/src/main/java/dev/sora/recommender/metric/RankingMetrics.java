// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The metrics of this plugin. */
public final class RankingMetrics {

    private static final Setting<Long> K =
            Setting.whole("k", "How many of the best candidates count.")
                    .atLeast(1)
                    .atMost(1000)
                    .orElse(10L);

    private RankingMetrics() {}

    /** Returns their types. */
    public static List<SoraType> types() {
        return List.of(
                mean(
                        RankingScore.HIT,
                        "Share of the questions with a relevant candidate among the k best."),
                mean(
                        RankingScore.NDCG,
                        "Normalised discounted cumulative gain at k: sum of 1 / log2(1 + rank) of"
                                + " the relevant candidates among the k best, divided by its"
                                + " greatest value."),
                mean(
                        RankingScore.MRR,
                        "Mean reciprocal rank of the first relevant candidate, 0 beyond k."),
                mean(
                        RankingScore.MAP,
                        "Mean average precision at k: sum of j / rank of the j-th relevant"
                                + " candidate among the k best, divided by the lesser of k and"
                                + " their number."),
                mean(
                        RankingScore.RECALL,
                        "Share of the relevant candidates that are among the k best."),
                mean(RankingScore.PRECISION, "Share of the k best candidates that are relevant."),
                new Offer(
                        TypeDescriptor.of(
                                "auc",
                                "Chance that a relevant candidate stands before one that is not,"
                                        + " by question; ties count against it."),
                        true,
                        settings -> new MeanScore(MeanScore::area)),
                new Offer(
                        TypeDescriptor.of(
                                "coverage",
                                "Share of the catalogue that is among the k best of any question.",
                                K),
                        true,
                        settings -> new Spread(false, settings.get(K).intValue())),
                new Offer(
                        TypeDescriptor.of(
                                "gini",
                                "How unequally the k best of all questions spread over the"
                                        + " catalogue: 0 if every item is there as often as any"
                                        + " other, near 1 if few items are all there is.",
                                K),
                        false,
                        settings -> new Spread(true, settings.get(K).intValue())));
    }

    private static Offer mean(RankingScore score, String summary) {
        return new Offer(
                TypeDescriptor.of(score.name().toLowerCase(Locale.ROOT), summary, K),
                true,
                settings -> {
                    int k = settings.get(K).intValue();
                    return new MeanScore(r -> OptionalDouble.of(score.of(r, k)));
                });
    }

    /** A type that is its descriptor and a constructor. */
    private record Offer(
            TypeDescriptor descriptor,
            boolean higherIsBetter,
            Function<Settings, Metric> constructor)
            implements MetricType {

        @Override
        public Class<? extends Outcome> outcome() {
            return RankingOutcome.class;
        }

        @Override
        public Metric create(Settings settings) {
            return constructor.apply(settings);
        }
    }
}
