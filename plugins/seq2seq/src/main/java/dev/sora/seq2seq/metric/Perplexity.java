// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/**
 * {@code exp} of the mean negative logarithm of the probability of a symbol of the right texts, the
 * end included. It depends on the vocabulary.
 */
final class Perplexity implements MergingMetric<TextOutcome, Perplexity> {

    private final Sums sums = new Sums(2);

    @Override
    public void add(TextOutcome outcome) {
        for (int i = 0; i < outcome.size(); i++) {
            sums.add(outcome.logProbabilities()[i], outcome.symbols()[i]);
        }
    }

    @Override
    public void merge(Perplexity part) {
        sums.merge(part.sums);
    }

    @Override
    public MetricResult result() {
        return sums.value(counts -> counts[1]) == 0
                ? MetricResult.undefined("is not defined: there are no symbols")
                : MetricResult.of(sums.value(Perplexity::value));
    }

    @Override
    public Optional<Interval> interval() {
        return sums.interval(Perplexity::value);
    }

    private static double value(double[] counts) {
        return Math.exp(-counts[0] / counts[1]);
    }
}
