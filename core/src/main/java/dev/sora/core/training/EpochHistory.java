// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.packaging.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of the epochs that are done, in order. */
final class EpochHistory {

    private final List<Row> rows = new ArrayList<>();
    private final List<Row> view = Collections.unmodifiableList(rows);

    /** Replaces all that it holds. */
    void restore(List<Row> other) {
        rows.clear();
        rows.addAll(other);
    }

    /**
     * Adds an epoch.
     *
     * @param done what was done of it
     */
    Row add(int epoch, Map<String, Double> figures, double learningRate, Partial done) {
        double seconds = Math.max(1e-9, done.seconds());
        Row row = new Row(epoch, figures, learningRate, seconds, done.records() / seconds);
        rows.add(row);
        return row;
    }

    /**
     * Adds to the figures of the last epoch what was measured since it ended.
     *
     * @throws IllegalStateException if no epoch is done
     */
    void measured(Map<String, Double> figures) {
        if (rows.isEmpty()) {
            throw new IllegalStateException("no epoch is done");
        }
        Row last = rows.remove(rows.size() - 1);
        Map<String, Double> all = new LinkedHashMap<>(last.figures());
        all.putAll(figures);
        rows.add(
                new Row(
                        last.epoch(),
                        all,
                        last.learningRate(),
                        last.seconds(),
                        last.samplesPerSecond()));
    }

    /** Returns the epochs, also those that are added later. */
    List<Row> rows() {
        return view;
    }
}
