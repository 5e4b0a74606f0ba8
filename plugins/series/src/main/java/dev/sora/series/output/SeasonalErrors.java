// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.data.DataRecord;
import dev.sora.series.window.WindowColumns;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mean absolute differences of values one season apart, for each series, over the steps of training
 * windows. A step that several windows cover counts once: windows come in the order of time.
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
        int width = history.length + target.length;
        for (int i = season; i < width; i++) {
            if (position != null && from + i < own.end) {
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
