// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.data.DataRecord;
import dev.sora.series.window.WindowColumns;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Mean absolute differences of values one season apart, for each series, over the steps of training
 * windows. A step that several windows cover counts once: windows come in the order of time. Steps
 * that were filled are left out: they repeat the value before, which would lower the mean.
 */
final class SeasonalErrors {

    private final int season;
    private final Map<String, Sum> series = new TreeMap<>();

    SeasonalErrors(int season) {
        this.season = season;
    }

    private static final class Sum {
        private double sum;
        private long count;

        /** The position after the last step that was counted. */
        private long end = Long.MIN_VALUE;
    }

    /** Adds a window; a window without a position is counted as a whole. */
    void add(DataRecord record, float[] history, float[] target) {
        Sum own = series.computeIfAbsent(ForecastRules.series(record), name -> new Sum());
        Object position = record.find(WindowColumns.POSITION).orElse(null);
        long from = position instanceof Number number ? number.longValue() : 0;
        Set<Long> filled = filled(record);
        int width = history.length + target.length;
        for (int i = season; i < width; i++) {
            if (position != null && from + i < own.end) {
                continue;
            }
            if (filled.contains((long) i) || filled.contains((long) i - season)) {
                continue;
            }
            double difference =
                    Math.abs(
                            (double) value(history, target, i)
                                    - value(history, target, i - season));
            if (!Double.isNaN(difference)) {
                own.sum += difference;
                own.count++;
            }
        }
        own.end = Math.max(own.end, from + width);
    }

    /** Returns the steps of the history that were filled. */
    private static Set<Long> filled(DataRecord record) {
        return record.find(WindowColumns.FILLED).orElse(null) instanceof long[] steps
                ? Arrays.stream(steps).boxed().collect(Collectors.toSet())
                : Set.of();
    }

    private static float value(float[] history, float[] target, int at) {
        return at < history.length ? history[at] : target[at - history.length];
    }

    /** Returns the mean of each series; NaN if it has no two values one season apart. */
    Map<String, Double> scales() {
        Map<String, Double> scales = new TreeMap<>();
        series.forEach((name, sum) -> scales.put(name, sum.sum / sum.count));
        return scales;
    }
}
