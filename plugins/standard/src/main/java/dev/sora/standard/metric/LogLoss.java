// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;

/**
 * The mean of {@code -log p} of the right class, from the log-odds where they are known: it does
 * not end where p rounds to 0, and agrees with the loss of cross-entropy.
 */
final class LogLoss implements Metric {

    private double sum;
    private long records;

    @Override
    public void add(Outcome outcome) {
        ClassOutcome batch = (ClassOutcome) outcome;
        for (int record = 0; record < batch.size(); record++) {
            sum -= batch.logProbability(record, batch.targets()[record]);
        }
        records += batch.size();
    }

    @Override
    public MetricResult result() {
        return records == 0
                ? MetricResult.undefined(Notes.NO_RECORD)
                : MetricResult.of(sum / records);
    }
}
