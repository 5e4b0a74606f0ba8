// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Matrix;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Arrays;
import java.util.List;

/** Counts of predicted classes for each actual class. */
final class ConfusionMatrix implements MergingMetric<ClassOutcome, ConfusionMatrix> {

    private List<String> classes = List.of();
    private long[][] counts = {};

    @Override
    public void add(ClassOutcome batch) {
        if (counts.length == 0) {
            classes = batch.classes();
            counts = new long[classes.size()][classes.size()];
        }
        for (int record = 0; record < batch.size(); record++) {
            counts[batch.targets()[record]][batch.predicted(record)]++;
        }
    }

    @Override
    public void merge(ConfusionMatrix part) {
        if (counts.length == 0) {
            classes = part.classes;
            counts = part.counts;
            return;
        }
        for (int i = 0; i < part.counts.length; i++) {
            for (int k = 0; k < part.counts.length; k++) {
                counts[i][k] += part.counts[i][k];
            }
        }
    }

    @Override
    public MetricResult result() {
        return MetricResult.table(
                classes, Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new));
    }

    @Override
    public List<Exhibit> exhibits() {
        return counts.length == 0 ? List.of() : List.of(Matrix.ofConfusion(classes, counts));
    }
}
