// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import java.util.Arrays;
import java.util.Optional;

/** The distribution of the top items of all rankings over the catalogue; NaN without rankings. */
final class Spread implements MergingMetric<RankingOutcome, Spread> {

    private final boolean unequal;
    private final int k;
    private long[] counts = {};

    /** Creates a metric: the Gini coefficient if {@code unequal}, otherwise the coverage. */
    Spread(boolean unequal, int k) {
        this.unequal = unequal;
        this.k = k;
    }

    @Override
    public void add(RankingOutcome batch) {
        if (counts.length < batch.catalogueSize()) {
            counts = Arrays.copyOf(counts, batch.catalogueSize());
        }
        for (Ranking ranking : batch.rankings()) {
            for (int i = 0; i < Math.min(k, ranking.top().length); i++) {
                counts[ranking.top()[i]]++;
            }
        }
    }

    @Override
    public void merge(Spread part) {
        if (counts.length < part.counts.length) {
            counts = Arrays.copyOf(counts, part.counts.length);
        }
        for (int i = 0; i < part.counts.length; i++) {
            counts[i] += part.counts[i];
        }
    }

    @Override
    public MetricResult result() {
        if (Arrays.stream(counts).allMatch(count -> count == 0)) {
            return MetricResult.undefined("is not defined: no question was asked");
        }
        return MetricResult.of(unequal ? gini() : coverage());
    }

    /**
     * Returns an interval without bounds. Resampling with replacement repeats questions, so
     * resampled values cover fewer items and are not centred on the value.
     */
    @Override
    public Optional<Interval> interval() {
        return Optional.of(new Interval(Double.NaN, Double.NaN));
    }

    private double coverage() {
        return (double) Arrays.stream(counts).filter(count -> count > 0).count() / counts.length;
    }

    /** Returns {@code sum over i of (2 i - n - 1) x_i / (n sum of x_i)}, with the x_i ascending. */
    private double gini() {
        long[] sorted = counts.clone();
        Arrays.sort(sorted);
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
            sum += sorted[i];
        }
        return weighted / (sorted.length * sum);
    }
}
