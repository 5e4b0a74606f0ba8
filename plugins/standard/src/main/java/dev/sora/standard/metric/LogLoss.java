// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;

/**
 * The mean of {@code -log p} of the right class. It is computed from the log-odds where they are
 * known, so it stays finite where p rounds to 0 and agrees with the cross-entropy loss.
 */
final class LogLoss implements MergingMetric<ClassOutcome, LogLoss> {

    private double sum;
    private long records;

    @Override
    public void add(ClassOutcome batch) {
        for (int record = 0; record < batch.size(); record++) {
            sum -= batch.logProbability(record, batch.targets()[record]);
        }
        records += batch.size();
    }

    @Override
    public void merge(LogLoss part) {
        sum += part.sum;
        records += part.records;
    }

    @Override
    public MetricResult result() {
        return records == 0
                ? MetricResult.undefined(Notes.NO_RECORD)
                : MetricResult.of(sum / records);
    }
}
