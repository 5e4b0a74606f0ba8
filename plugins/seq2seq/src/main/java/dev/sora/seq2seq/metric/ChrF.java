// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/** chrF of a corpus, from 0 to 100: {@link CharacterCounts}. */
final class ChrF implements MergingMetric<TextOutcome, ChrF> {

    private static final String SIGNATURE =
            "sacreBLEU signature nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no";

    private final Sums sums = new Sums(CharacterCounts.SIZE);

    @Override
    public void add(TextOutcome outcome) {
        for (int i = 0; i < outcome.size(); i++) {
            sums.add(CharacterCounts.of(outcome.generated().get(i), outcome.references().get(i)));
        }
    }

    @Override
    public void merge(ChrF part) {
        sums.merge(part.sums);
    }

    @Override
    public MetricResult result() {
        return sums.value(counts -> counts[CharacterCounts.RIGHT]) == 0
                ? MetricResult.undefined("is not defined: the right texts have no characters")
                : MetricResult.of(sums.value(CharacterCounts::score), Optional.of(SIGNATURE));
    }

    @Override
    public Optional<Interval> interval() {
        return sums.interval(CharacterCounts::score);
    }
}
