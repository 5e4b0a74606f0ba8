// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.series.input.WindowProblem;
import dev.sora.series.window.WindowColumns;
import java.util.Arrays;

/**
 * What forecasts have in common.
 *
 * @param column the steps to predict
 * @param history the steps before
 * @param season after how many steps the series repeats itself
 * @param levels the levels of the quantiles, ascending; empty for none
 */
record ForecastRules(String column, String history, int season, double[] levels) {

    /** The level of the predicted value. */
    static final double MEDIAN = 0.5;

    /** The levels of an answer without quantiles. */
    static final double[] MIDDLE = {MEDIAN};

    /** Returns rules of answers without quantiles. */
    ForecastRules withoutQuantiles() {
        return new ForecastRules(column, history, season, new double[0]);
    }

    /** Returns the position of the median among the levels. */
    int median() {
        return Arrays.binarySearch(levels, MEDIAN);
    }

    /** Returns the number of values of a step: the quantiles, or the value alone. */
    int width() {
        return Math.max(1, levels.length);
    }

    /** Learns from the windows of the training. */
    Learned learn(Records records) {
        SeasonalErrors errors = new SeasonalErrors(season);
        int[] sizes = new int[2];
        records.forEach(
                record -> {
                    if (sizes[0] == 0) {
                        sizes[0] = record.get(column, float[].class).length;
                        sizes[1] = record.get(history, float[].class).length;
                        check(record, sizes[0], sizes[1]);
                    }
                    errors.add(
                            record,
                            WindowProblem.values(record, history, sizes[1]),
                            target(record, sizes[0]));
                });
        return new Learned(sizes[0], sizes[1], errors.scales());
    }

    private void check(DataRecord record, int horizon, int steps) {
        if (horizon == 0 || season > steps) {
            throw new DataException(
                    Problem.of("SORA-4647", "the windows are too short for the forecast")
                            .where(record.where())
                            .needs("a history of at least one season, %d steps".formatted(season))
                            .have("%d steps, and %d to predict".formatted(steps, horizon))
                            .fix("raise 'history' of the windows, or lower 'season'"));
        }
    }

    /** Returns what happened; NaN where that is not known. */
    float[] target(DataRecord record, int horizon) {
        float[] values = record.get(column, float[].class);
        boolean right = values.length == horizon;
        boolean any = false;
        for (float value : values) {
            right &= !Float.isInfinite(value);
            any |= !Float.isNaN(value);
        }
        if (!right || !any) {
            throw new RecordException(
                    Problem.of("SORA-4648", "column '%s' cannot be compared with".formatted(column))
                            .where(record.where())
                            .needs("%d numbers, of which some may be NaN".formatted(horizon))
                            .have(
                                    right
                                            ? "only NaN"
                                            : "%d numbers, or an infinite one"
                                                    .formatted(values.length))
                            .fix("give what happened at each step of the horizon"));
        }
        return values;
    }

    /** Returns the name of the series of a window. */
    static String series(DataRecord record) {
        return WindowColumns.series(record);
    }
}
