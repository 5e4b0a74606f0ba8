// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;

/** The mean of {@code -log p} of the right class, p not below 1e-15; NaN for no record. */
final class LogLoss implements Metric {

    private static final double LEAST = 1e-15;

    private double sum;
    private long records;

    @Override
    public void add(Outcome outcome) {
        ClassOutcome batch = (ClassOutcome) outcome;
        for (int record = 0; record < batch.size(); record++) {
            double probability = batch.probability(record, batch.targets()[record]);
            sum -= Math.log(Math.max(LEAST, probability));
        }
        records += batch.size();
    }

    @Override
    public MetricResult result() {
        return new MetricResult.Number(sum / records);
    }
}
