// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Function;

/** The metric types of this plugin. */
public final class TextMetrics {

    private static final Setting<Boolean> LOWER_CASE =
            Setting.bool("lower_case", "Whether letters are compared in lower case.").orElse(false);
    private static final Setting<Long> K =
            Setting.integer("k", "The number of words of an n-gram.")
                    .atLeast(1)
                    .atMost(10)
                    .orElse(1L);

    private TextMetrics() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new Offer(
                        TypeDescriptor.of(
                                "perplexity",
                                "How many symbols are equally probable on average where the next"
                                        + " symbol of a right text is predicted; depends on the"
                                        + " vocabulary."),
                        false,
                        settings -> new Perplexity()),
                new Offer(
                        TypeDescriptor.of(
                                "bleu",
                                "BLEU of all texts together, from 0 to 100, as sacreBLEU computes it"
                                        + " by default (tokens 13a, exponential smoothing, one"
                                        + " reference).",
                                LOWER_CASE),
                        true,
                        settings -> new Bleu(settings.get(LOWER_CASE))),
                new Offer(
                        TypeDescriptor.of(
                                "chrf",
                                "F-score of n-grams of characters, from 0 to 100, as sacreBLEU"
                                        + " computes chrF2 by default."),
                        true,
                        settings -> new ChrF()),
                new Offer(
                        TypeDescriptor.of(
                                "rouge_l",
                                "Mean F1 of the longest common subsequence of words (ROUGE-L)."),
                        true,
                        settings -> new RougeL()),
                new Offer(
                        TypeDescriptor.of(
                                "distinct",
                                "Share of distinct n-grams among those of all generated texts.",
                                K),
                        true,
                        settings -> new Distinct(settings.get(K).intValue())));
    }

    private record Offer(
            TypeDescriptor descriptor,
            boolean higherIsBetter,
            Function<Settings, Metric<TextOutcome>> creates)
            implements MetricType<TextOutcome> {

        @Override
        public Class<TextOutcome> outcome() {
            return TextOutcome.class;
        }

        @Override
        public Metric<TextOutcome> create(Settings settings) {
            return creates.apply(settings);
        }
    }
}
