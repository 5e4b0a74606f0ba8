// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/**
 * The share of records whose class is among the k most probable, or is the answer; NaN without
 * records. Of classes with equal probability the first one is preferred, as in {@link
 * ClassOutcome#predicted}. A probability that is NaN is never right.
 */
final class TopK implements MergingMetric<ClassOutcome, TopK> {

    private final int k;
    private final boolean answers;
    private long right;
    private long all;

    TopK(int k) {
        this(k, false);
    }

    private TopK(int k, boolean answers) {
        this.k = k;
        this.answers = answers;
    }

    /** Creates the accuracy, which follows the threshold of the output if it has one. */
    static TopK accuracy() {
        return new TopK(1, true);
    }

    @Override
    public void add(ClassOutcome classes) {
        all += classes.size();
        if (answers && classes.decision().hasThreshold()) {
            for (int record = 0; record < classes.size(); record++) {
                right += classes.predicted(record) == classes.targets()[record] ? 1 : 0;
            }
            return;
        }
        int count = classes.classes().size();
        for (int record = 0; record < classes.size(); record++) {
            int target = classes.targets()[record];
            double own = classes.score(record, target);
            int ahead = Double.isNaN(own) ? k : 0;
            for (int label = 0; label < count && ahead < k; label++) {
                double other = classes.score(record, label);
                if (other > own || other == own && label < target) {
                    ahead++;
                }
            }
            if (ahead < k) {
                right++;
            }
        }
    }

    @Override
    public void merge(TopK part) {
        right += part.right;
        all += part.all;
    }

    @Override
    public MetricResult result() {
        return all == 0
                ? MetricResult.undefined(Notes.NO_RECORD)
                : MetricResult.of((double) right / all);
    }

    @Override
    public Optional<Interval> interval() {
        return all == 0 ? Optional.empty() : Optional.of(Interval.ofShare(right, all));
    }
}
