// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.NumberOutcome;

/**
 * The coefficient of determination, {@code 1 - Σ(p - t)² / Σ(t - mean t)²}, in one pass (Welford,
 * 1962); NaN where all targets are equal.
 */
final class RSquared implements MergingMetric<NumberOutcome, RSquared> {

    private long records;
    private double mean;
    private double total;
    private double residual;

    @Override
    public void add(NumberOutcome batch) {
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
    public void merge(RSquared part) {
        if (part.records == 0) {
            return;
        }
        long both = records + part.records;
        double apart = part.mean - mean;
        // T. F. Chan, G. H. Golub and R. J. LeVeque, 1983, Algorithms for computing the variance
        total += part.total + apart * apart * ((double) records * part.records / both);
        mean += apart * part.records / both;
        residual += part.residual;
        records = both;
    }

    @Override
    public MetricResult result() {
        if (total > 0) {
            return MetricResult.of(1 - residual / total);
        }
        return MetricResult.undefined(
                records == 0
                        ? Notes.NO_RECORD
                        : records == 1
                                ? "is not defined for 1 record"
                                : Double.isNaN(total)
                                        ? "is not defined: a target is not a number"
                                        : "is not defined: all targets are %s".formatted(mean));
    }
}
