// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Function;

/** The metric types of this plugin. */
public final class VerificationMetrics {

    private static final Setting<Double> FAR =
            Setting.number(
                            "far",
                            "The share of pairs of two identities that may be accepted as one.")
                    .above(0)
                    .below(1)
                    .orElse(0.01);
    private static final Setting<Long> K =
            Setting.integer("k", "How many of the nearest records count.").atLeast(1).orElse(1L);

    private VerificationMetrics() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new Offer(
                        TypeDescriptor.of(
                                "tar",
                                "True acceptance rate: share of the pairs of one identity whose"
                                        + " score is not below the threshold at which at most the share"
                                        + " 'far' of the pairs of two identities is accepted.",
                                FAR),
                        true,
                        settings -> {
                            double far = settings.get(FAR);
                            return new Verification(far, rates -> rates.at(far).tar());
                        }),
                new Offer(
                        TypeDescriptor.of(
                                "threshold",
                                "The smallest threshold of the score at which at most the share"
                                        + " 'far' of the pairs of two identities is accepted.",
                                FAR),
                        true,
                        settings -> {
                            double far = settings.get(FAR);
                            return new Verification(far, rates -> rates.at(far).threshold());
                        }),
                new Offer(
                        TypeDescriptor.of(
                                "eer",
                                "Equal error rate: at the threshold where as large a share of the"
                                        + " pairs of two identities is accepted as of the pairs of one"
                                        + " is rejected."),
                        false,
                        settings -> new Verification(0, Rates::equalError)),
                new Offer(
                        TypeDescriptor.of(
                                "rank",
                                "Share of the records for which one of the k nearest other records"
                                        + " is of the same identity.",
                                K),
                        true,
                        settings -> new RankMetric((int) Math.min(settings.get(K), 1 << 30))));
    }

    private record Offer(
            TypeDescriptor descriptor,
            boolean higherIsBetter,
            Function<Settings, Metric<EmbeddingOutcome>> creates)
            implements MetricType<EmbeddingOutcome> {

        @Override
        public Class<EmbeddingOutcome> outcome() {
            return EmbeddingOutcome.class;
        }

        @Override
        public Metric<EmbeddingOutcome> create(Settings settings) {
            return creates.apply(settings);
        }
    }
}
