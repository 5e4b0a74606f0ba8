// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The number of distinct n-grams of all generated texts, divided by the number of n-grams (Li et
 * al., 2016): low where a model always says the same. The tokens are those of BLEU in lower case.
 */
final class Distinct implements MergingMetric<TextOutcome, Distinct> {

    private final int order;
    private final Set<List<String>> distinct = new HashSet<>();
    private long total;

    Distinct(int order) {
        this.order = order;
    }

    @Override
    public void add(TextOutcome outcome) {
        for (String text : outcome.generated()) {
            List<String> tokens = MtevalTokens.of(text.toLowerCase(Locale.ROOT));
            for (int i = 0; i + order <= tokens.size(); i++) {
                distinct.add(List.copyOf(tokens.subList(i, i + order)));
                total++;
            }
        }
    }

    @Override
    public void merge(Distinct part) {
        distinct.addAll(part.distinct);
        total += part.total;
    }

    /** Records that are drawn twice would make fewer n-grams distinct. */
    @Override
    public Optional<Interval> interval() {
        return Optional.of(Interval.of(Double.NaN, Double.NaN));
    }

    @Override
    public MetricResult result() {
        return total == 0
                ? MetricResult.undefined(
                        "is not defined: no generated text has %d words".formatted(order))
                : MetricResult.of((double) distinct.size() / total);
    }
}
