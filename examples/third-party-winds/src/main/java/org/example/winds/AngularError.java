// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;

/** Accumulates the sum of errors and divides at the end, so that the batch size does not matter. */
final class AngularError implements MergingMetric<Directions, AngularError> {

    private double sum;
    private long records;

    @Override
    public void add(Directions outcome) {
        for (int i = 0; i < outcome.size(); i++) {
            sum += Degrees.between(outcome.predicted()[i], outcome.targets()[i]);
        }
        records += outcome.size();
    }

    @Override
    public void merge(AngularError part) {
        sum += part.sum;
        records += part.records;
    }

    @Override
    public MetricResult result() {
        return records == 0
                ? MetricResult.undefined("is not defined: no record was measured")
                : MetricResult.of(sum / records);
    }
}
