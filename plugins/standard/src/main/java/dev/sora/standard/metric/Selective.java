// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/**
 * Coverage or accuracy of an output that abstains (R. El-Yaniv and Y. Wiener, 2010, On the
 * foundations of noise-free selective classification).
 */
final class Selective implements MergingMetric<ClassOutcome, Selective> {

    private final boolean coverage;
    private long records;
    private long answered;
    private long right;

    Selective(boolean coverage) {
        this.coverage = coverage;
    }

    @Override
    public void add(ClassOutcome batch) {
        records += batch.size();
        for (int record = 0; record < batch.size(); record++) {
            if (batch.isAnswered(record)) {
                answered++;
                right += batch.predicted(record) == batch.targets()[record] ? 1 : 0;
            }
        }
    }

    @Override
    public void merge(Selective part) {
        records += part.records;
        answered += part.answered;
        right += part.right;
    }

    @Override
    public MetricResult result() {
        if (records == 0) {
            return MetricResult.undefined(Notes.NO_RECORD);
        }
        if (coverage) {
            return MetricResult.of((double) answered / records);
        }
        return answered == 0
                ? MetricResult.undefined("is not defined: no record has an answer")
                : MetricResult.of((double) right / answered);
    }

    @Override
    public Optional<Interval> interval() {
        if (coverage) {
            return records == 0
                    ? Optional.empty()
                    : Optional.of(Interval.ofShare(answered, records));
        }
        return answered == 0 ? Optional.empty() : Optional.of(Interval.ofShare(right, answered));
    }
}
