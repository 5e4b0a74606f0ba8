// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;

/**
 * The coefficient of determination, {@code 1 - Σ(p - t)² / Σ(t - mean t)²}, in one pass (Welford,
 * 1962); NaN where all targets are equal.
 */
final class RSquared implements Metric {

    private long records;
    private double mean;
    private double total;
    private double residual;

    @Override
    public void add(Outcome outcome) {
        NumberOutcome batch = (NumberOutcome) outcome;
        for (int record = 0; record < batch.size(); record++) {
            double target = batch.targets()[record];
            double error = batch.predicted()[record] - target;
            residual += error * error;
            records++;
            double change = target - mean;
            mean += change / records;
            total += change * (target - mean);
        }
    }

    @Override
    public MetricResult result() {
        return new MetricResult.Number(total > 0 ? 1 - residual / total : Double.NaN);
    }
}
