// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;

/** The share of the records whose most probable class is the right one; NaN for no record. */
final class Accuracy implements Metric {

    private long right;
    private long all;

    @Override
    public void add(Outcome outcome) {
        ClassOutcome classes = (ClassOutcome) outcome;
        for (int record = 0; record < classes.size(); record++) {
            if (classes.predicted(record) == classes.targets()[record]) {
                right++;
            }
        }
        all += classes.size();
    }

    @Override
    public MetricResult result() {
        return new MetricResult.Number((double) right / all);
    }
}
