// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.Progress.Partial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of the completed epochs, in order. */
final class EpochHistory {

    private final List<EpochMetrics> rows = new ArrayList<>();
    private final List<EpochMetrics> view = Collections.unmodifiableList(rows);

    /** Replaces the contents. */
    void restore(List<EpochMetrics> other) {
        rows.clear();
        rows.addAll(other);
    }

    /**
     * Adds an epoch.
     *
     * @param done the part of the epoch that was trained
     */
    EpochMetrics add(int epoch, Map<String, Double> metrics, double learningRate, Partial done) {
        double seconds = Math.max(1e-9, done.seconds());
        EpochMetrics row =
                new EpochMetrics(epoch, metrics, learningRate, seconds, done.records() / seconds);
        rows.add(row);
        return row;
    }

    /**
     * Adds metrics to the last epoch that were measured after it ended.
     *
     * @throws IllegalStateException if no epoch is completed
     */
    void measured(Map<String, Double> metrics) {
        if (rows.isEmpty()) {
            throw new IllegalStateException("no epoch is done");
        }
        EpochMetrics last = rows.remove(rows.size() - 1);
        Map<String, Double> all = new LinkedHashMap<>(last.metrics());
        all.putAll(metrics);
        rows.add(
                new EpochMetrics(
                        last.epoch(),
                        all,
                        last.learningRate(),
                        last.seconds(),
                        last.samplesPerSecond()));
    }

    /** Returns a view of the epochs, which includes those that are added later. */
    List<EpochMetrics> rows() {
        return view;
    }
}
