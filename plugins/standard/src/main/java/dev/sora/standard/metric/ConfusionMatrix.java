// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import java.util.Arrays;
import java.util.List;

/** Counts of predicted classes for each actual class. */
final class ConfusionMatrix implements Metric {

    private List<String> classes = List.of();
    private long[][] counts = {};

    @Override
    public void add(Outcome outcome) {
        ClassOutcome batch = (ClassOutcome) outcome;
        if (counts.length == 0) {
            classes = batch.classes();
            counts = new long[classes.size()][classes.size()];
        }
        for (int record = 0; record < batch.size(); record++) {
            counts[batch.targets()[record]][batch.predicted(record)]++;
        }
    }

    @Override
    public MetricResult result() {
        return MetricResult.table(
                classes, Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new));
    }
}
